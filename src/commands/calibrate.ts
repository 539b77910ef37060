import { capacitiesFile, saveCapacity } from '../capacity/machine-capacities.ts';
import { carriesAt } from '../capacity/machine-load.ts';
import { EXIT } from '../lib/errors.ts';
import type { CapacityPoint, MachineCapacity } from '../model/result/machine-capacity.ts';
import { enterUserNamespace } from '../network/user-namespace/enter-user-namespace.ts';
import { findBrowser } from '../participants/find-browser.ts';
import { COMMA, fill, type Language, type Text } from '../report/messages/words.ts';
import { measureCapacity, type PictureSpec } from '../search/measure-capacity.ts';
import type { Context } from './command.ts';
import { enterVirtualTime } from './machine/enter-virtual-time.ts';
import { ERROR_WORDS } from './messages/error-words.ts';
import { CALIBRATE_WORDS } from './messages/place-words.ts';
import { PROGRESS_WORDS } from './messages/progress-words.ts';
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
  terminal.log(say(terminal, CALIBRATE_WORDS.trying, { codec, size, fps, bitrate }));
  terminal.log(say(terminal, CALIBRATE_WORDS.each));
  const calibration = await measureCapacity(
    { codec, size, fps, bitrate },
    {
      ...{ browser: await findBrowser(), most, signal },
      onPoint: (point) => terminal.log(pointCells(point, terminal.language).join('  ')),
      onProgress: (progress) => {
        if (progress.type === 'trouble')
          terminal.log(say(terminal, PROGRESS_WORDS.stopped, { why: String(progress.error) }));
      },
    },
  );
  saveCapacity(calibration);
  if (json) terminal.print(JSON.stringify(calibration, null, 2));
  else for (const line of capacityText(calibration, terminal.width, terminal.language)) terminal.print(line);
  return calibration.carries > 0 ? EXIT.ready : EXIT.couldNotMeasure;
}

/** Slowing factors for which the text gives the number of viewers. */
const SHOWN_FACTORS = [2, 4, 8, 16];

/** Formats the measured capacity as lines of at most `width` columns where possible. */
export function capacityText(calibration: MachineCapacity, width: number, language: Language = 'en'): string[] {
  const { carries, load, points, machine, picture } = calibration;
  const words = CALIBRATE_WORDS;
  const inWords = (text: Text, values: Parameters<typeof fill>[1] = {}) => fill(text, values)[language];
  const header = [words.viewers, words.busy, words.stolen, words.timer, words.carried].map((text) => inWords(text));
  const rows = textTable([header, ...points.map((point) => pointCells(point, language))], width);
  const cost =
    load === undefined
      ? []
      : [
          inWords(words.cost, {
            ...{ sending: load.sendingCores.toFixed(2), viewer: load.viewerCores.toFixed(2), cpus: machine.cpus },
          }),
        ];
  const faster = SHOWN_FACTORS.map((factor) =>
    inWords(words.atSpeed, { count: carriesAt(picture, calibration, factor), factor }),
  ).join(COMMA[language]);
  const isAtLeast = points.every(({ carried }) => carried);
  return [
    ...rows,
    '',
    carries === 0 ? inWords(words.none) : inWords(isAtLeast ? words.carriesAtLeast : words.carries, { count: carries }),
    ...(carries === 0 ? [] : [inWords(words.slowed, { points: faster })]),
    ...cost,
    inWords(words.kept, { file: capacitiesFile() }),
  ];
}

function pointCells(
  { viewers, busyFraction, stealFraction, worstTimerMs, carried, signals }: CapacityPoint,
  language: Language = 'en',
): string[] {
  const percent = (share: number | undefined) => (share === undefined ? '-' : `${(share * 100).toFixed(0)} %`);
  return [
    ...[String(viewers), percent(busyFraction), percent(stealFraction)],
    worstTimerMs === undefined ? '-' : `${worstTimerMs.toFixed(0)} ms`,
    carried
      ? CALIBRATE_WORDS.yes[language]
      : fill(CALIBRATE_WORDS.no, { why: signals.length === 0 ? CALIBRATE_WORDS.noRoom : signals.join(', ') })[language],
  ];
}
