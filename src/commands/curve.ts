import { type CurveComparison, type CurveRow, curvesOf } from '../compare/curves-of.ts';
import { readJoined } from '../compare/read-joined.ts';
import { EXIT } from '../lib/errors.ts';
import { escapeTerminal } from '../report/text/escape.ts';
import { formatLimit, formatQuantity } from '../report/text/format.ts';
import type { Command } from './command.ts';
import { textTable } from './show/text-table.ts';

interface Args {
  readonly directories: readonly string[];
  readonly json: boolean;
}

/** Shows quality against bitrate, and how much bitrate one codec or setting saves over another at equal clarity. */
export const curve: Command<Args> = {
  usage: 'curve <directories..>',
  describe:
    'show quality against bitrate for a finished rehearsal whose variants are a ladder, and BD-rates between its settings',
  options: (yargs) =>
    yargs
      .positional('directories', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'a rehearsal’s directory, and further takes of the same',
      })
      .option('json', { type: 'boolean', default: false, describe: 'print JSON to stdout' }),
  async run({ directories, json }, { terminal }) {
    const found = curvesOf((await readJoined(directories)).result);
    if (json) {
      terminal.print(JSON.stringify(found, null, 2));
      return EXIT.ready;
    }
    for (const line of textTable(cellsOf(found.rows), terminal.width, 0)) terminal.print(line);
    if (found.comparisons.length > 0) terminal.print(`\n${found.comparisons.map(sentenceOf).join('\n')}`);
    return EXIT.ready;
  },
};

function cellsOf(rows: readonly CurveRow[]): readonly (readonly string[])[] {
  return [
    ['Setting', 'Region', 'Asked', 'Encoded', 'Clarity', 'Stutter', 'Latency p95', 'Takes'],
    ...rows.map(({ setting, region, askedBps, encodedBps, clarity, stutterRate, latencyP95Ms, takes }) => [
      ...[escapeTerminal(setting), region, formatLimit(askedBps, 'bps'), formatQuantity(encodedBps, 'bps')],
      ...[formatQuantity(clarity, 'similarity'), formatQuantity(stutterRate, 'fraction')],
      ...[formatQuantity(latencyP95Ms, 'ms'), String(takes)],
    ]),
  ];
}

/**
 * Formats a comparison: "far: AV1 1280x720 30 fps takes 31 % less than H264 1280x720 30 fps at equal clarity (28 % to 35 %
 * less), 8 seeds".
 */
function sentenceOf({ anchor, test, region, bdRate }: CurveComparison): string {
  const subject = `${region}: ${escapeTerminal(test)}`;
  if (bdRate === undefined) return `${subject} against ${escapeTerminal(anchor)}: no seed has both curves`;
  const { fraction, interval, seeds, dropped } = bdRate;
  const share = (value: number) => `${formatQuantity(Math.abs(value), 'fraction')} ${value < 0 ? 'less' : 'more'}`;
  const without = dropped.length === 0 ? '' : `; ${dropped.length} without: ${dropped[0]}`;
  return `${subject} takes ${share(fraction)} than ${escapeTerminal(anchor)} at equal clarity (${share(interval.low)} to ${share(interval.high)}), ${seeds} seeds${without}`;
}
