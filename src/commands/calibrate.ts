import { capacitiesFile, saveCapacity } from '../capacity/machine-capacities.ts';
import { carriesAt } from '../capacity/machine-load.ts';
import { EXIT } from '../lib/errors.ts';
import type { CapacityPoint, MachineCapacity } from '../model/result/machine-capacity.ts';
import { enterUserNamespace } from '../network/user-namespace/enter-user-namespace.ts';
import { findBrowser } from '../participants/find-browser.ts';
import { measureCapacity, type PictureSpec } from '../search/measure-capacity.ts';
import type { Context } from './command.ts';
import { enterVirtualTime } from './machine/enter-virtual-time.ts';
import { ERROR_WORDS } from './messages/error-words.ts';
import { say } from './messages/say.ts';
import { textTable } from './show/text-table.ts';

/** Options of `doctor --calibrate`. */
export interface CalibrateArgs extends PictureSpec {
  readonly most: number;
  readonly json: boolean;
}

/**
 * Measures how many viewers this machine carries, saves the answer for `run` and `check`, and shows it. Returns the exit
 * code.
 */
export async function calibrate(args: CalibrateArgs, { terminal, signal }: Context): Promise<number> {
  const { json, most, codec, size, fps, bitrate } = args;
  await enterUserNamespace((left) => terminal.log(say(terminal, ERROR_WORDS.leftover, { what: left })));
  await enterVirtualTime('auto');
  terminal.log(`Trying how many viewers this machine carries at ${codec} ${size}, ${fps} fps, ${bitrate}.`);
  terminal.log('Each try takes some 25 s. What else runs here now counts as part of the machine.');
  const calibration = await measureCapacity(
    { codec, size, fps, bitrate },
    {
      ...{ browser: await findBrowser(), most, signal },
      onPoint: (point) => terminal.log(pointCells(point).join('  ')),
      onProgress: (progress) => {
        if (progress.type === 'trouble') terminal.log(`the take stopped early: ${String(progress.error)}`);
      },
    },
  );
  saveCapacity(calibration);
  if (json) terminal.print(JSON.stringify(calibration, null, 2));
  else for (const line of capacityText(calibration, terminal.width)) terminal.print(line);
  return calibration.carries > 0 ? EXIT.ready : EXIT.couldNotMeasure;
}

/** Slowing factors for which the text gives the number of viewers. */
const SHOWN_FACTORS = [2, 4, 8, 16];

/** Formats the measured capacity as lines of at most `width` columns where possible. */
export function capacityText(calibration: MachineCapacity, width: number): string[] {
  const { carries, load, points, machine, picture } = calibration;
  const rows = textTable([['viewers', 'busy', 'stolen', 'worst timer', 'carried'], ...points.map(pointCells)], width);
  const cost =
    load === undefined
      ? []
      : [
          `${load.sendingCores.toFixed(2)} cores for the stream and ${load.viewerCores.toFixed(2)} for each viewer, of ${machine.cpus}.`,
        ];
  const isAtLeast = points.every(({ carried }) => carried);
  return [
    ...rows,
    '',
    carries === 0
      ? 'This machine carries no viewer at this picture: free it, or try a smaller one.'
      : `This machine carries ${isAtLeast ? 'at least ' : ''}${carries} viewer${carries === 1 ? '' : 's'} at this picture${isAtLeast ? ' (--most tries more)' : ''}.`,
    ...(carries === 0
      ? []
      : [
          `Slowed down, it carries more: ${SHOWN_FACTORS.map((factor) => `${carriesAt(picture, calibration, factor)} at 1/${factor} of its speed`).join(', ')} (estimated).`,
        ]),
    ...cost,
    `Kept in ${capacitiesFile()}; run and check go by it.`,
  ];
}

function pointCells({ viewers, busyFraction, stealFraction, worstTimerMs, carried, signals }: CapacityPoint): string[] {
  const percent = (share: number | undefined) => (share === undefined ? '-' : `${(share * 100).toFixed(0)} %`);
  return [
    ...[String(viewers), percent(busyFraction), percent(stealFraction)],
    worstTimerMs === undefined ? '-' : `${worstTimerMs.toFixed(0)} ms`,
    carried ? 'yes' : `no: ${signals.length === 0 ? 'no room to spare' : signals.join(', ')}`,
  ];
}
