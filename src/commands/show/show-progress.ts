import { realMs } from '../../lib/clock.ts';
import { CannotMeasureError } from '../../lib/errors.ts';
import type { Scenario } from '../../model/scenario/scenario.ts';
import { type ExpectedTime, secondsLeft } from '../../pace/expected-time.ts';
import { COLON, ENUMERATION, fill, joinTexts, type Language, type Text } from '../../report/messages/words.ts';
import { displayWidth, wrap } from '../../report/text/display-width.ts';
import { labelText } from '../../report/text/names.ts';
import type { OnProgress, Progress, ViewerNow } from '../../take/progress.ts';
import type { Terminal } from '../command.ts';
import { whyText } from '../messages/failure-text.ts';
import { phaseText } from '../messages/phase-phrases.ts';
import { PROGRESS_WORDS } from '../messages/progress-words.ts';
import { say } from '../messages/say.ts';
import { approximateTime, expectedText } from './approximate-time.ts';
import { ViewerBoard } from './viewer-board.ts';
import { byWorst, glance, type ShortNames, shortNames } from './viewers-now.ts';

/** Interval of progress lines where stderr is not a terminal, in ms of real time, so that logs stay short. */
const LOG_INTERVAL_MS = 9_500;
/** Relative change of the slowing factor from which it is shown again. */
const SHOWN_CHANGE = 0.2;

/**
 * Returns a function that shows progress on stderr: on a terminal the seconds overwrite a few lines with all viewers, in a
 * log they are few. Seconds of the window are the stream's own, elapsed and remaining time are real. `expected` is the time of
 * all takes, if their number is known.
 */
export function showProgress(terminal: Terminal, scenario: Scenario, expected?: ExpectedTime): OnProgress {
  const startMs = realMs();
  let factor = expected?.factor ?? 1;
  let shownFactor = 1;
  let takesAfter = 0;
  let loggedMs = startMs;
  const head = () => `${((realMs() - startMs) / 1000).toFixed(1).padStart(5)} s  `;
  const log = (text: string) => {
    loggedMs = realMs();
    terminal.log(head() + text);
  };
  /** Estimates the real time of the takes to come, in seconds, at the factor of this one. */
  const secondsAfter = () =>
    expected === undefined ? 0 : takesAfter * (expected.seconds / expected.takes) * (factor / expected.factor);

  const { language = 'en', logColour = false, width } = terminal;
  const names = shortNames(scenario.regions);
  const board = new ViewerBoard({ width, language, colour: logColour, names });
  board.begin(frameRate(scenario, undefined));

  const what = summary(scenario);
  const first =
    expected === undefined
      ? fill(PROGRESS_WORDS.rehearsing, { what })
      : fill(PROGRESS_WORDS.rehearsingFor, { what, expected: expectedText(expected) });
  for (const line of wrap(first[language], width)) terminal.log(line);
  return (progress) => {
    switch (progress.type) {
      case 'take':
        takesAfter = progress.count - progress.index - 1;
        board.begin(frameRate(scenario, progress.variant));
        if (progress.count > 1) log(takeText(progress)[language]);
        return;
      case 'phase':
        return log(phaseText(progress.text)[language]);
      case 'recorded':
        return;
      case 'pace':
        factor = progress.factor;
        // The tolerance keeps rounding errors from lifting a change of exactly a fifth over the limit.
        if (Math.abs(factor / shownFactor - 1) <= SHOWN_CHANGE + 1e-9) return;
        shownFactor = factor;
        return log(cut(paceText(progress)[language], terminal.width - displayWidth(head())));
      case 'second': {
        factor = progress.factor ?? factor;
        const leftS = secondsLeft(progress.second, progress.of, factor) + secondsAfter();
        const text = say(terminal, expected ? PROGRESS_WORDS.measuring : PROGRESS_WORDS.measuringTake, {
          ...{ second: progress.second, of: progress.of, left: approximateTime(leftS) },
        });
        const lines = board.add(progress.viewers);
        if (terminal.status !== undefined) terminal.status([head() + text, ...lines].join('\n'));
        else if (realMs() - loggedMs >= LOG_INTERVAL_MS) {
          const start = `${text}${COLON[language]}`;
          const room = width - 1 - displayWidth(head() + start);
          log(start + oneLine(progress.viewers, { room, language, names }));
        }
        return;
      }
      case 'unwritten':
        return log(progress.text[language]);
      case 'trouble': {
        const { error } = progress;
        const { message, advice } = whyText(error);
        log(say(terminal, PROGRESS_WORDS.stopped, { why: message }));
        if (error instanceof CannotMeasureError) terminal.log(`         ${say(terminal, advice)}`);
        return;
      }
    }
  };
}

function summary({ name, broadcast, regions }: Scenario): Text {
  const { codec, width, height, fps, bitrateBps } = broadcast.video;
  return fill(PROGRESS_WORDS.scenario, {
    ...{ name, codec: codec.toUpperCase(), width, height, fps, bitrate: bitrateBps / 1e6 },
    regions: joinTexts(regions.map(labelText), ENUMERATION),
  });
}

/** Returns the frame rate that a take sends. */
function frameRate({ broadcast, variants = [] }: Scenario, variant: string | undefined): number {
  const own = variants.find(({ name }) => name === variant)?.broadcast ?? broadcast;
  return own.video.fps;
}

function takeText({ index, count, seed, variant, again }: Extract<Progress, { type: 'take' }>): Text {
  const take = fill(variant === undefined ? PROGRESS_WORDS.take : PROGRESS_WORDS.takeOfVariant, {
    ...{ number: index + 1, count, seed, variant: variant ?? '' },
  });
  return again === undefined ? take : fill(PROGRESS_WORDS.again, { take });
}

function paceText({ factor, why }: Extract<Progress, { type: 'pace' }>): Text {
  const speed = factor.toFixed(1);
  const pace = speed === '1.0' ? PROGRESS_WORDS.paceReal : fill(PROGRESS_WORDS.paceSlowed, { speed });
  return why === undefined ? pace : fill(PROGRESS_WORDS.because, { pace, why: phaseText(why) });
}

interface Line {
  readonly room: number;
  readonly language: Language;
  readonly names: ShortNames;
}

/** Formats the state of each viewer, or of the worst one if there is no room for all. Never cuts a number. */
function oneLine(viewers: readonly ViewerNow[], { room, language, names }: Line): string {
  const [worst] = viewers.toSorted(byWorst);
  const texts = [
    joinTexts(
      viewers.map((viewer) => glance(viewer, names)),
      ENUMERATION,
    ),
    ...(worst === undefined ? [] : [fill(PROGRESS_WORDS.worst, { viewer: glance(worst, names) })]),
    fill(PROGRESS_WORDS.viewers, { count: viewers.length }),
  ].map((text) => text[language]);
  return texts.find((text) => displayWidth(text) <= room) ?? '';
}

function cut(text: string, room: number): string {
  return displayWidth(text) <= room ? text : text.slice(0, Math.max(0, room));
}
