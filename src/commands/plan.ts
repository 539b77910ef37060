import { minutesOf, type PlannedNumber, planComparison } from '../compare/plan-comparison.ts';
import { readJoined } from '../compare/read-joined.ts';
import { EXIT, InputError } from '../lib/errors.ts';
import type { Result } from '../model/result/result.ts';
import { formatDifference } from '../report/comparison/format-change.ts';
import { metricLabel } from '../report/facts/explain.ts';
import { formatStatistic } from '../report/text/format.ts';
import { loadScenario } from '../scenario/load.ts';
import type { MeasuredNumber } from '../verdict/compare/measured-number.ts';
import { MOST_SEEDS, WANTED_POWER } from '../verdict/compare/plan-seeds.ts';
import { vocabulary } from '../verdict/vocabulary.ts';
import type { Command } from './command.ts';
import { playingMachine } from './machine/playing-machine.ts';
import { anyNumber } from './options/number-option.ts';
import { approximateTime } from './show/approximate-time.ts';
import { textTable } from './show/text-table.ts';

interface Args {
  readonly scenario: string;
  readonly from: readonly string[];
  readonly variant: string | undefined;
  readonly margins: number;
  readonly json: boolean;
}

/** Estimates how many seeds and minutes a comparison needs, before they are spent. */
export const plan: Command<Args> = {
  usage: 'plan <scenario>',
  describe: 'estimate how many seeds and minutes it takes to see a change, from the noise of earlier rehearsals',
  options: (yargs) =>
    yargs
      .positional('scenario', { type: 'string', demandOption: true, describe: 'the YAML file' })
      .option('from', { type: 'string', array: true, demandOption: true, describe: 'earlier rehearsals’ directories' })
      .option('variant', {
        type: 'string',
        describe: 'use the noise of this variant alone: one that differs as little as what is to be compared',
      })
      .option('margins', {
        ...anyNumber('margins', { least: 1.01, most: 1000 }, 'a number above 1'),
        default: 2,
        describe: 'size of the change to be seen, in margins',
      })
      .option('json', { type: 'boolean', default: false, describe: 'print JSON to stdout' }),
  async run({ scenario: file, from, variant, margins, json }, { terminal }) {
    const machine = playingMachine();
    const { scenario } = await loadScenario(file, vocabulary, machine);
    const earlier = onlyVariant((await readJoined(from)).result, variant);
    const { numbers, gate, isPaired } = planComparison(earlier, scenario, margins);
    const all = [gate.toSeeWorse, gate.toSeeNoWorse];
    const seeds = all.includes(undefined) ? undefined : Math.max(...all.map((each) => each ?? 0));
    const minutes = seeds === undefined ? undefined : minutesOf(scenario, seeds, machine);
    if (json) {
      terminal.print(JSON.stringify({ isPaired, seeds, minutes, gate, numbers }, null, 2));
      return EXIT.ready;
    }
    for (const line of textTable(rowsOf(numbers), terminal.width, 0)) terminal.print(line);
    const answer =
      seeds === undefined || minutes === undefined
        ? `The gate as a whole needs more than ${MOST_SEEDS} seeds: longer takes, more viewers or a wider limit on change help.`
        : `The gate as a whole: ${seeds} seeds, ${approximateTime(minutes * 60)} on this machine, ${WANTED_POWER * 100} % of the time. ${gate.toSeeNoWorse} call no change no worse in every number, ${gate.toSeeWorse} a worsening of the hardest one (${nameOf(gate.hardest)}) regressed.`;
    terminal.print(`\n${answer}`);
    terminal.print(
      '`run --until decided` stops as soon as it knows: equals mostly after 8 to 10 seeds, a plain regression after 6.',
    );
    if (!isPaired)
      terminal.print('Estimated from seeds of one setting only: pairs share their weather and likely need fewer.');
    return EXIT.ready;
  },
};

function onlyVariant(result: Result, wanted: string | undefined): Result {
  if (wanted === undefined) return result;
  const { variants = [] } = result.scenario;
  const found = variants.filter(({ name }) => name === wanted);
  if (found.length > 0) return { ...result, scenario: { ...result.scenario, variants: found } };
  const expected =
    variants.length === 0 ? 'nothing: --from has no variants' : variants.map(({ name }) => name).join(', ');
  throw new InputError([{ where: '--variant', path: '', expected, got: JSON.stringify(wanted) }]);
}

function nameOf(number: MeasuredNumber | undefined): string {
  if (number === undefined) return 'none';
  const label = metricLabel({ metrics: [number.metric] }, number.metric.id).en;
  return `${number.region} ${label} ${formatStatistic(number.statistic)}`.trimEnd();
}

function rowsOf(numbers: readonly PlannedNumber[]): readonly (readonly string[])[] {
  const seeds = (count: number | undefined, known: number) =>
    count === undefined ? (known < 3 ? 'unknown' : `over ${MOST_SEEDS}`) : String(count);
  return [
    ['Region', 'Metric', 'Change', 'Seeds to see it', 'Seeds for no worse'],
    ...numbers.map(({ number, effect, known, toSeeWorse, toSeeNoWorse }) => [
      number.region,
      `${metricLabel({ metrics: [number.metric] }, number.metric.id).en} ${formatStatistic(number.statistic)}`.trimEnd(),
      formatDifference(effect, number.metric.unit).slice(1),
      seeds(toSeeWorse, known),
      seeds(toSeeNoWorse, known),
    ]),
  ];
}
