import { CannotMeasureError } from '../lib/errors.ts';
import type { Scenario } from '../model/scenario.ts';
import type { OnProgress } from '../progress.ts';
import type { Terminal } from './command.ts';

/** Without a terminal the measured window is told every so many seconds only, so that logs stay short. */
const QUIET_INTERVAL_S = 10;

/** Shows progress on stderr: on a terminal the seconds overwrite one line, in a log they are few. */
export function showProgress(terminal: Terminal, scenario: Scenario): { show: OnProgress; end: () => void } {
  const begun = performance.now();
  const stamp = () => `${((performance.now() - begun) / 1000).toFixed(1).padStart(5)} s`;
  let lineOpen = false;
  const line = (text: string) => {
    if (lineOpen) process.stderr.write('\r\u001b[K');
    lineOpen = false;
    terminal.talk(text);
  };
  const { codec, width, height, fps, bitrateBps } = scenario.broadcast.video;
  line(
    `Rehearsing ${scenario.name}: ${codec.toUpperCase()} ${width}x${height} at ${fps} fps, ${bitrateBps / 1e6} Mbps, ` +
      `to ${scenario.regions.map((region) => region.label).join(', ')}`,
  );
  return {
    show(progress) {
      switch (progress.type) {
        case 'take':
          if (progress.count > 1)
            line(`${stamp()}  take ${progress.index + 1} of ${progress.count}, seed ${progress.seed}`);
          return;
        case 'phase':
          return line(`${stamp()}  ${progress.text}`);
        case 'second': {
          const viewers = progress.viewers.map(({ id, fps: now, latencyMs }) =>
            now === undefined
              ? `${id} no answer`
              : `${id} ${now} fps${latencyMs === undefined ? '' : ` ${Math.round(latencyMs)} ms`}`,
          );
          const text = `${stamp()}  measuring ${progress.second}/${progress.of} s: ${viewers.join(', ')}`;
          if (terminal.interactive) {
            process.stderr.write(`\r\u001b[K${text.slice(0, terminal.width - 1)}`);
            lineOpen = true;
          } else if (progress.second % QUIET_INTERVAL_S === 0) terminal.talk(text);
          return;
        }
        case 'trouble': {
          const { error } = progress;
          line(`${stamp()}  the take stopped early: ${error instanceof Error ? error.message : String(error)}`);
          if (error instanceof CannotMeasureError) line(`         ${error.advice}`);
          return;
        }
      }
    },
    end() {
      if (lineOpen) process.stderr.write('\n');
      lineOpen = false;
    },
  };
}
