import { realMs } from '../../lib/clock.ts';
import { counted } from '../../lib/counted.ts';
import { CannotMeasureError } from '../../lib/errors.ts';
import type { Scenario } from '../../model/scenario/scenario.ts';
import { type ExpectedTime, secondsLeft } from '../../pace/expected-time.ts';
import { displayWidth, wrap } from '../../report/text/display-width.ts';
import type { OnProgress, Progress, ViewerNow } from '../../take/progress.ts';
import type { Terminal } from '../command.ts';
import { approximateTime, expectedText } from './approximate-time.ts';

/** Without a terminal the measured window is told every so often only, so that logs stay short. Real time. */
const QUIET_INTERVAL_MS = 9_500;
/** A factor is told when it differs by more from the one told before. */
const TELLING_CHANGE = 0.2;

/**
 * Shows progress on stderr: on a terminal the seconds overwrite one line, in a log they are few. Seconds of the window are the
 * stream's own, elapsed time and what is left are real. `expected`: of all the takes, where their number is known.
 */
export function showProgress(terminal: Terminal, scenario: Scenario, expected?: ExpectedTime): OnProgress {
  const begun = realMs();
  let factor = expected?.factor ?? 1;
  let toldFactor = 1;
  let takesAfter = 0;
  let saidMs = begun;
  const head = () => `${((realMs() - begun) / 1000).toFixed(1).padStart(5)} s  `;
  const say = (text: string) => {
    saidMs = realMs();
    terminal.log(head() + text);
  };
  /** Real time of the takes not begun yet, should they go at the factor of this one. */
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
        if (progress.count > 1) say(takeText(progress));
        return;
      case 'phase':
        return say(progress.text);
      case 'pace':
        factor = progress.factor;
        // A float's own error must not make a fifth into more than that.
        if (Math.abs(factor / toldFactor - 1) <= TELLING_CHANGE + 1e-9) return;
        toldFactor = factor;
        return say(cut(paceText(progress), terminal.width - displayWidth(head())));
      case 'second': {
        factor = progress.factor ?? factor;
        const leftS = secondsLeft(progress.second, progress.of, factor) + secondsAfter();
        const text = `measuring ${progress.second}/${progress.of} s, ${approximateTime(leftS)} left${expected ? '' : ' of the take'}: `;
        // A terminal wraps after its last column.
        const room = terminal.width - 1 - displayWidth(head() + text);
        const line = text + glances(progress.viewers, room);
        if (terminal.status !== undefined) terminal.status(head() + line);
        else if (realMs() - saidMs >= QUIET_INTERVAL_MS) say(line);
        return;
      }
      case 'unwritten':
        return say(progress.text);
      case 'trouble': {
        const { error } = progress;
        say(`the take stopped early: ${error instanceof Error ? error.message : String(error)}`);
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

/** Each viewer, or the one that sees least where there is no room for all; a number is never cut. */
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
