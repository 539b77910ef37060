import { CannotMeasureError } from '../lib/errors.ts';
import type { Scenario } from '../model/scenario.ts';
import type { OnProgress, ViewerNow } from '../progress.ts';
import type { Terminal } from './command.ts';

/** Without a terminal the measured window is told every so many seconds only, so that logs stay short. */
const QUIET_INTERVAL_S = 10;

/** Shows progress on stderr: on a terminal the seconds overwrite one line, in a log they are few. */
export function showProgress(terminal: Terminal, scenario: Scenario): OnProgress {
  const begun = performance.now();
  const say = (text: string) => terminal.talk(`${elapsed(begun)}  ${text}`);
  const { codec, width, height, fps, bitrateBps } = scenario.broadcast.video;
  terminal.talk(
    `Rehearsing ${scenario.name}: ${codec.toUpperCase()} ${width}x${height} at ${fps} fps, ${bitrateBps / 1e6} Mbps, ` +
      `to ${scenario.regions.map((region) => region.label).join(', ')}`,
  );
  return (progress) => {
    switch (progress.type) {
      case 'take':
        if (progress.count > 1)
          say(
            `take ${progress.index + 1} of ${progress.count}, seed ${progress.seed}` +
              (progress.variant === undefined ? '' : `, variant ${progress.variant}`) +
              (progress.again === undefined ? '' : ', again: the machine spoilt it'),
          );
        return;
      case 'phase':
        return say(progress.text);
      case 'second': {
        const text = `measuring ${progress.second}/${progress.of} s: ${progress.viewers.map(glance).join(', ')}`;
        if (terminal.status !== undefined) terminal.status(`${elapsed(begun)}  ${text}`.slice(0, terminal.width - 1));
        else if (progress.second % QUIET_INTERVAL_S === 0) say(text);
        return;
      }
      case 'trouble': {
        const { error } = progress;
        say(`the take stopped early: ${error instanceof Error ? error.message : String(error)}`);
        if (error instanceof CannotMeasureError) terminal.talk(`         ${error.advice}`);
        return;
      }
    }
  };
}

function elapsed(begun: number): string {
  return `${((performance.now() - begun) / 1000).toFixed(1).padStart(5)} s`;
}

function glance({ id, fps, latencyMs }: ViewerNow): string {
  if (fps === undefined) return `${id} no answer`;
  return latencyMs === undefined ? `${id} no picture` : `${id} ${fps} fps ${Math.round(latencyMs)} ms`;
}
