import { minutesOf, type PlannedNumber, planComparison } from '../compare/plan-comparison.ts';
import { readJoined } from '../compare/read-joined.ts';
import { EXIT, InputError } from '../lib/errors.ts';
import type { Result } from '../model/result/result.ts';
import { formatDifference } from '../report/comparison/format-change.ts';
import { metricLabel } from '../report/facts/explain.ts';
import { fill, type Language, type Text } from '../report/messages/words.ts';
import { wrap } from '../report/text/display-width.ts';
import { escapeTerminal } from '../report/text/escape.ts';
import { formatQuantity, formatStatistic } from '../report/text/format.ts';
import { type NamedRegion, regionName } from '../report/text/names.ts';
import { loadScenario } from '../scenario/load.ts';
import type { MeasuredNumber } from '../verdict/compare/measured-number.ts';
import { MOST_SEEDS, WANTED_POWER } from '../verdict/compare/plan-seeds.ts';
import { seedsToRuleOut, shareRuledOut } from '../verdict/compare/statistics/unseen.ts';
import { vocabulary } from '../verdict/vocabulary.ts';
import type { Command } from './command.ts';
import { playingMachine } from './machine/playing-machine.ts';
import { PLAN_WORDS } from './messages/plan-words.ts';
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

/** Shares of seeds for which a plan says how many rule out a fault that occurs in as many. */
const UNSEEN_SHARES = [0.3, 0.15] as const;

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
    const { numbers, gate, isPaired, isUnlikeLeftOut } = planComparison(earlier, scenario, margins);
    const all = [gate.toSeeWorse, gate.toSeeNoWorse];
    const seeds = all.includes(undefined) ? undefined : Math.max(...all.map((each) => each ?? 0));
    const minutes = seeds === undefined ? undefined : minutesOf(scenario, seeds, machine);
    if (json) {
      terminal.print(JSON.stringify({ isPaired, isUnlikeLeftOut, seeds, minutes, gate, numbers }, null, 2));
      return EXIT.ready;
    }
    const { language = 'en' } = terminal;
    for (const line of textTable(rowsOf(numbers, scenario.regions, language), terminal.width, 0)) terminal.print(line);
    const answer =
      seeds === undefined || minutes === undefined
        ? fill(PLAN_WORDS.tooMany, { most: MOST_SEEDS })
        : fill(PLAN_WORDS.answer, {
            ...{ seeds, time: approximateTime(minutes * 60), power: WANTED_POWER * 100 },
            ...{
              noWorse: gate.toSeeNoWorse ?? '',
              worse: gate.toSeeWorse ?? '',
              hardest: nameOf(gate.hardest, scenario.regions),
            },
          });
    const [most, few] = UNSEEN_SHARES;
    const share = (value: number) => formatQuantity(value, 'fraction');
    const looks = (count: number | undefined) =>
      count === undefined
        ? fill(PLAN_WORDS.afterMore, { most: MOST_SEEDS })
        : fill(PLAN_WORDS.afterSeeds, { count, time: approximateTime(minutesOf(scenario, count, machine) * 60) });
    const both = ({ half, mostly }: typeof gate.untilWorse) =>
      half === mostly ? looks(half) : fill(PLAN_WORDS.halfAndMostly, { half: looks(half), mostly: looks(mostly) });
    const paragraphs = [
      answer,
      fill(PLAN_WORDS.untilDecided, { noWorse: both(gate.untilNoWorse), worse: both(gate.untilWorse) }),
      fill(PLAN_WORDS.unseen, {
        ...{ seeds: seeds ?? MOST_SEEDS, share: share(shareRuledOut(seeds ?? MOST_SEEDS)) },
        ...{ most: share(most), forMost: seedsToRuleOut(most), few: share(few), forFew: seedsToRuleOut(few) },
      }),
      ...(isPaired ? [] : [PLAN_WORDS.unpaired]),
      ...unlikeTexts(numbers, scenario.regions, isUnlikeLeftOut ? PLAN_WORDS.leftOut : PLAN_WORDS.ownSpread),
    ];
    for (const text of paragraphs)
      for (const line of ['', ...wrap(escapeTerminal(text[language]), terminal.width)]) terminal.print(line);
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

/** Says which variants tell nothing of the noise, and in which numbers. */
function unlikeTexts(
  numbers: readonly PlannedNumber[],
  regions: readonly NamedRegion[],
  instead: Text,
): readonly Text[] {
  return [...new Set(numbers.flatMap(({ unlike }) => unlike))].map((variant) => {
    const own = numbers.filter(({ unlike }) => unlike.includes(variant)).map(({ number }) => nameOf(number, regions));
    return fill(PLAN_WORDS.unlike, {
      ...{ names: variant, count: own.length, instead },
      which: { en: own.map(({ en }) => en).join(', '), zh: own.map(({ zh }) => zh).join('、') },
    });
  });
}

function nameOf(number: MeasuredNumber | undefined, regions: readonly NamedRegion[]): Text {
  if (number === undefined) return PLAN_WORDS.none;
  const { en, zh } = metricLabel({ metrics: [number.metric] }, number.metric.id);
  const place = regionName(regions, number.region);
  const end = ` ${formatStatistic(number.statistic)}`.trimEnd();
  return { en: `${place.en} ${en}${end}`, zh: `${place.zh} ${zh}${end}` };
}

function rowsOf(
  numbers: readonly PlannedNumber[],
  regions: readonly NamedRegion[],
  language: Language,
): readonly (readonly string[])[] {
  const { region, metric, change, seedsToSee, seedsForNoWorse } = PLAN_WORDS;
  const seeds = (count: number | undefined, known: number) => {
    if (count !== undefined) return String(count);
    return (known < 3 ? PLAN_WORDS.unknown : fill(PLAN_WORDS.over, { most: MOST_SEEDS }))[language];
  };
  const least = (key: 'toSeeWorse' | 'toSeeNoWorse') =>
    Math.min(...numbers.map((number) => number[key] ?? Number.POSITIVE_INFINITY));
  const isSteady = ({ toSeeWorse, toSeeNoWorse }: PlannedNumber) =>
    toSeeWorse === least('toSeeWorse') && toSeeNoWorse === least('toSeeNoWorse');
  const steady = numbers.filter(isSteady);
  const [first] = steady;
  return [
    [region, metric, change, seedsToSee, seedsForNoWorse].map((title) => title[language]),
    ...numbers
      .filter((number) => !isSteady(number))
      .map(({ number, effect, known, toSeeWorse, toSeeNoWorse }) => [
        escapeTerminal(regionName(regions, number.region)[language]),
        `${metricLabel({ metrics: [number.metric] }, number.metric.id)[language]} ${formatStatistic(number.statistic)}`.trimEnd(),
        formatDifference(effect, number.metric.unit).slice(1),
        seeds(toSeeWorse, known),
        seeds(toSeeNoWorse, known),
      ]),
    ...(first === undefined
      ? []
      : [
          [
            fill(PLAN_WORDS.others, { count: steady.length })[language],
            ...[PLAN_WORDS.steady[language], '', String(first.toSeeWorse), String(first.toSeeNoWorse)],
          ],
        ]),
  ];
}
