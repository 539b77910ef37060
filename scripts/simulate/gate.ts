/**
 * How well the gate of `longhaul compare` and `run --until decided` decides, and how often it is fooled, with the real code; the
 * numbers of docs/compare.md: nice -n 15 npx tsx scripts/simulate/gate.ts [RUNS]
 * Equals are drawn from the real pairs of tests/fixtures (pairs whole, with either sign). Then what protects: false alarms, stutter
 * that is found, faults in a minority of the seeds. Some eight minutes for 200 runs.
 */
import { readResult } from '../../src/result/read-result.ts';
import { answerQuestions } from '../../src/verdict/compare/answer-questions.ts';
import { marginOf } from '../../src/verdict/compare/margins.ts';
import { measuredNumbers } from '../../src/verdict/compare/measured-number.ts';
import { regionsOfOwnJoins } from '../../src/verdict/compare/own-joins.ts';
import { pairSeeds, valuesUnder } from '../../src/verdict/compare/pair-seeds.ts';
import { LEAST_FOR_GREEN } from '../../src/verdict/compare/undecided.ts';
import { drawsOf, stutterPair } from '../../tests/verdict/compare/draws.ts';
import { playIn, type World } from '../../tests/verdict/compare/play-in.ts';

const RUNS = Number(process.argv[2] ?? 200);
const MOST_SEEDS = 20;
const draws = drawsOf(2026);
const { random } = draws;
const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const percent = (count: number, of = RUNS) => `${((100 * count) / of).toFixed(1)} %`;

interface RealPairs {
  /** Numbers that decide, by region and metric. */
  readonly names: readonly string[];
  /** Differences of real pairs of one setting, in margins, a row a pair. */
  readonly rows: readonly (readonly number[])[];
}

async function realPairs(fixture: string): Promise<RealPairs> {
  const directory = new URL(`../../tests/fixtures/${fixture}`, import.meta.url).pathname;
  const { takes, metrics, scenario } = await readResult(directory);
  const arm = (name: string) => takes.filter(({ variant }) => variant === name);
  const regions = scenario.regions.map(({ id }) => id);
  const numbers = measuredNumbers({
    ...{ regions, metrics, takes, changeLimits: {}, marginOf },
    ownJoins: regionsOfOwnJoins(scenario.regions, []),
  }).filter((n) => n.isBudgeted);
  const rows = pairSeeds(arm('base'), arm('again')).pairs.map((pair) =>
    numbers.map((number) => {
      const values = valuesUnder(pair, number);
      return values === undefined ? 0 : (values.candidate - values.baseline) / number.margin;
    }),
  );
  return { names: numbers.map(({ region, metric }) => `${region} ${metric.id}`), rows };
}

for (const [fixture, what] of [
  ['settled', 'lines of 6 Mbps, settled takes of 10 s'],
  ['codecs', 'lines of 2 Mbps, settled takes of 10 s'],
  ['nudge', 'lines of 6 Mbps'],
  ['comparison', 'lines of 2 Mbps'],
] as const) {
  const { names, rows } = await realPairs(fixture);
  for (const noise of [1, 0.5]) {
    const drawPairs = (count: number) =>
      times(count, () => {
        const sign = random() < 0.5 ? -noise : noise;
        return (rows[Math.floor(random() * rows.length)] ?? []).map((each) => sign * each);
      });
    const outcomeOf = (pairs: readonly (readonly number[])[], isAnytime: boolean, open = new Map<string, number>()) => {
      const questions = names.map((_, k) => ({ margin: 1, worsening: pairs.map((pair) => pair[k]) }));
      const answers = answerQuestions(questions, { alpha: 0.05, random, isAnytime }).map(({ outcome }) => outcome);
      names.forEach((name, k) => {
        if (answers[k] === 'inconclusive') open.set(name, (open.get(name) ?? 0) + 1);
      });
      if (answers.includes('regressed')) return 'red';
      return answers.includes('inconclusive') ? 'open' : 'green';
    };
    const fixed = [5, 8, 12, 20].map((seeds) => {
      const runs = seeds > 12 ? RUNS / 4 : RUNS;
      const open = new Map<string, number>();
      const found = times(runs, () => outcomeOf(drawPairs(seeds), false, open));
      const left = [...open].map(([name, count]) => `${name} ${percent(count, runs)}`).join(', ');
      return `${seeds}: ${percent(found.filter((each) => each === 'green').length, runs)} green, ${percent(found.filter((each) => each === 'red').length, runs)} red (open: ${left || 'none'})`;
    });
    const looked = times(RUNS, () => {
      const pairs = drawPairs(MOST_SEEDS);
      for (let seeds = 5; ; seeds++) {
        const outcome = outcomeOf(pairs.slice(0, seeds), true);
        const isKnown = outcome === 'red' || (outcome === 'green' && seeds >= LEAST_FOR_GREEN);
        if (isKnown || seeds === MOST_SEEDS) return { outcome, seeds };
      }
    });
    const seeds = looked.map((each) => each.seeds).sort((a, b) => a - b);
    const share = (outcome: string) => percent(looked.filter((each) => each.outcome === outcome).length);
    console.log(`equals, real pairs over ${what}, noise x ${noise}: ${fixed.join('; ')}`);
    console.log(
      `  until decided: ${share('green')} green, ${share('red')} red; seeds: ${seeds[RUNS >> 1]} median, ${seeds[Math.floor(RUNS * 0.9)]} in nine of ten`,
    );
  }
}

/** Twelve numbers with noise of so many margins, half of it the seed's; every other one has heavy tails. */
function noisyNumbers(seeds: number, noise: number) {
  const common = times(seeds, draws.normal);
  return times(12, (k) => ({
    margin: 1,
    worsening: times(seeds, (i) => {
      const own = draws.normal() * (k % 2 === 0 && random() < 0.1 ? 10 : 1);
      return noise * ((common[i] as number) + own);
    }),
  }));
}

for (const seeds of [8, 12])
  for (const noise of [0.3, 1, 5]) {
    const isRed = (questions: ReturnType<typeof noisyNumbers>) =>
      answerQuestions(questions, { alpha: 0.05, random }).some(({ outcome }) => outcome === 'regressed');
    const alarms = times(RUNS, () => isRed(noisyNumbers(seeds, noise))).filter(Boolean).length;
    const found = times(RUNS, () => {
      const worsening = times(seeds, () => {
        const pair = stutterPair(draws, { baseline: 0.03, candidate: 0.05, shared: 0.8 });
        return pair.candidate - pair.baseline;
      });
      const questions = [{ margin: 0.01, worsening }, ...noisyNumbers(seeds, noise).slice(1)];
      return answerQuestions(questions, { alpha: 0.05, random })[0]?.outcome === 'regressed';
    }).filter(Boolean).length;
    console.log(
      `twelve numbers, noise of ${noise} margins, ${seeds} seeds: equals red ${percent(alarms)}; stutter 3 to 5 % regressed ${percent(found)}`,
    );
  }

/** A candidate whose stutter is worse `by` so much, or of which nothing is seen, in a share of seeds or takes. */
function failing(often: number, by: number | 'no-media', isBySeed: boolean): World {
  const seeds = times(MOST_SEEDS + 1, () => random() < often);
  return (variant, seed) => {
    const isBad = variant === 'low' && (isBySeed ? seeds[seed] === true : random() < often);
    if (isBad && by === 'no-media') return by;
    return 0.01 + random() * 0.005 + (isBad && by !== 'no-media' ? by : 0);
  };
}

for (const [what, often, by, seeds, isBySeed] of [
  ['dead in 40 % of seeds, 8 seeds', 0.4, 0.9, 8, true],
  ['dead in 40 % of seeds, 12 seeds', 0.4, 0.9, 12, true],
  ['dead in 40 % of takes, 8 seeds', 0.4, 0.9, 8, false],
  ['no picture in 40 % of seeds, 8 seeds', 0.4, 'no-media', 8, true],
  ['no picture in 40 % of takes, 8 seeds', 0.4, 'no-media', 8, false],
  ['+10 points in 15 % of seeds, 12 seeds', 0.15, 0.1, 12, true],
  ['+10 points in 15 % of seeds, 15 seeds', 0.15, 0.1, 15, true],
  ['+10 points in 15 % of takes, 12 seeds', 0.15, 0.1, 12, false],
] as const) {
  const found = times(RUNS, () => playIn(failing(often, by, isBySeed), seeds));
  const count = (outcome: string) => percent(found.filter((each) => each.outcome === outcome).length);
  const red = found.filter(({ outcome, candidate }) => outcome === 'regressed' || candidate.outcome === 'not-ready');
  const replays = found.reduce((sum, each) => sum + each.replays.length, 0) / RUNS;
  console.log(
    `${what}: ${count('regressed')} regressed, ${count('inconclusive')} inconclusive, ${count('invalid')} invalid, ${count('no-worse')} no worse; exit code 1 in ${percent(red.length)}; ${replays.toFixed(1)} takes played again`,
  );
}
