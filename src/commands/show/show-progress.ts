import { realMs } from '../../lib/clock.ts';
import { counted } from '../../lib/counted.ts';
import { CannotMeasureError } from '../../lib/errors.ts';
import type { Scenario } from '../../model/scenario/scenario.ts';
import { type ExpectedTime, secondsLeft } from '../../pace/expected-time.ts';
import { displayWidth, wrap } from '../../report/text/display-width.ts';
import type { OnProgress, Progress, ViewerNow } from '../../take/progress.ts';
import type { Terminal } from '../command.ts';
import { approximateTime, expectedText } from './approximate-time.ts';

/** Interval of progress lines where stderr is not a terminal, in ms of real time, so that logs stay short. */
const LOG_INTERVAL_MS = 9_500;
/** Relative change of the slowing factor from which it is shown again. */
const SHOWN_CHANGE = 0.2;

/**
 * Returns a function that shows progress on stderr: on a terminal the seconds overwrite one line, in a log they are few. Seconds
 * of the window are the stream's own, elapsed and remaining time are real. `expected` is the time of all takes, if their number
 * is known.
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

  for (const line of wrap(
    `Rehearsing ${summary(scenario)}${expected ? `; ${expectedText(expected)}` : ''}`,
    terminal.width,
  ))
    terminal.log(line);
  return (progress) => {
    switch (progress.type) {
      case 'take':
        takesAfter = progress.count - progress.index - 1;
        if (progress.count > 1) log(takeText(progress));
        return;
      case 'phase':
        return log(progress.text);
      case 'recorded':
        return;
      case 'pace':
        factor = progress.factor;
        // The tolerance keeps rounding errors from lifting a change of exactly a fifth over the limit.
        if (Math.abs(factor / shownFactor - 1) <= SHOWN_CHANGE + 1e-9) return;
        shownFactor = factor;
        return log(cut(paceText(progress), terminal.width - displayWidth(head())));
      case 'second': {
        factor = progress.factor ?? factor;
        const leftS = secondsLeft(progress.second, progress.of, factor) + secondsAfter();
        const text = `measuring ${progress.second}/${progress.of} s, ${approximateTime(leftS)} left${expected ? '' : ' of the take'}: `;
        // Leave the last column free: terminals wrap after it.
        const room = terminal.width - 1 - displayWidth(head() + text);
        const line = text + glances(progress.viewers, room);
        if (terminal.status !== undefined) terminal.status(head() + line);
        else if (realMs() - loggedMs >= LOG_INTERVAL_MS) log(line);
        return;
      }
      case 'unwritten':
        return log(progress.text);
      case 'trouble': {
        const { error } = progress;
        log(`the take stopped early: ${error instanceof Error ? error.message : String(error)}`);
        if (error instanceof CannotMeasureError) terminal.log(`         ${error.advice}`);
        return;
      }
    }
  };
}

function summary({ name, broadcast, regions }: Scenario): string {
  const { codec, width, height, fps, bitrateBps } = broadcast.video;
  return (
    `${name}: ${codec.toUpperCase()} ${width}x${height} at ${fps} fps, ${bitrateBps / 1e6} Mbps, ` +
    `to ${regions.map((region) => region.label).join(', ')}`
  );
}

function takeText({ index, count, seed, variant, again }: Extract<Progress, { type: 'take' }>): string {
  return (
    `take ${index + 1} of ${count}, seed ${seed}` +
    (variant === undefined ? '' : `, variant ${variant}`) +
    (again === undefined ? '' : ', again: the machine spoilt it')
  );
}

function paceText({ factor, why }: Extract<Progress, { type: 'pace' }>): string {
  const speed = factor.toFixed(1);
  const pace = speed === '1.0' ? "the stream's clock now keeps real time" : `the stream's clock now goes at 1/${speed}`;
  return why === undefined ? pace : `${pace} (${why})`;
}

/** Formats the state of each viewer, or of the worst one if there is no room for all. Never cuts a number. */
function glances(viewers: readonly ViewerNow[], room: number): string {
  const [worst] = viewers.toSorted((a, b) => seen(a) - seen(b));
  const texts = [
    viewers.map(glance).join(', '),
    ...(worst === undefined ? [] : [`worst ${glance(worst)}`]),
    counted(`${viewers.length} viewers`),
  ];
  return texts.find((text) => displayWidth(text) <= room) ?? '';
}

function seen({ fps, latencyMs }: ViewerNow): number {
  if (fps === undefined) return -2;
  return latencyMs === undefined ? -1 : fps;
}

function glance({ id, fps, latencyMs }: ViewerNow): string {
  if (fps === undefined) return `${id} no answer`;
  return latencyMs === undefined ? `${id} no picture` : `${id} ${fps} fps ${Math.round(latencyMs)} ms`;
}

function cut(text: string, room: number): string {
  return displayWidth(text) <= room ? text : text.slice(0, Math.max(0, room));
}
