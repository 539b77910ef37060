/**
 * How well the gate of `longhaul compare` and `run --until decided` decides, and how often it is fooled, with the real code; the
 * numbers of docs/compare.md: nice -n 15 npx tsx scripts/simulate/gate.ts [RUNS]
 * Equals are drawn from the real pairs of tests/fixtures (pairs whole, with either sign). Some five minutes for 200 runs.
 */
import { readResult } from '../../src/result/read-result.ts';
import { answerQuestions } from '../../src/verdict/compare/answer-questions.ts';
import { compareTakes } from '../../src/verdict/compare/compare-takes.ts';
import { marginOf } from '../../src/verdict/compare/margins.ts';
import { measuredNumbers } from '../../src/verdict/compare/measured-number.ts';
import { pairSeeds, valuesUnder } from '../../src/verdict/compare/pair-seeds.ts';
import { ANY_LOOK, ONE_LOOK } from '../../src/verdict/compare/statistics/alpha.ts';
import { LEAST_FOR_GREEN, undecided } from '../../src/verdict/compare/undecided.ts';
import { drawsOf } from '../../tests/verdict/compare/draws.ts';
import { judgedTake } from '../../tests/verdict/compare/judged-takes.ts';
import { BROADCAST, OPTIONS } from '../../tests/verdict/compare/takes.ts';

const RUNS = Number(process.argv[2] ?? 200);
const MOST_SEEDS = 20;
const { random } = drawsOf(2026);
const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const percent = (count: number, of = RUNS) => `${((100 * count) / of).toFixed(1)} %`;

/** Differences of real pairs of one setting, in margins, a row a pair. */
async function realPairs(fixture: string): Promise<readonly (readonly number[])[]> {
  const directory = new URL(`../../tests/fixtures/${fixture}`, import.meta.url).pathname;
  const { takes, metrics, scenario } = await readResult(directory);
  const arm = (name: string) => takes.filter(({ variant }) => variant === name);
  const regions = scenario.regions.map(({ id }) => id);
  const numbers = measuredNumbers({ regions, metrics, takes, changeLimits: {}, marginOf }).filter((n) => n.isBudgeted);
  return pairSeeds(arm('base'), arm('again')).pairs.map((pair) =>
    numbers.map((number) => {
      const values = valuesUnder(pair, number);
      return values === undefined ? 0 : (values.candidate - values.baseline) / number.margin;
    }),
  );
}

for (const [fixture, what] of [
  ['settled', 'lines of 6 Mbps, settled takes of 10 s'],
  ['nudge', 'lines of 6 Mbps'],
  ['comparison', 'lines of 2 Mbps'],
] as const) {
  const rows = await realPairs(fixture);
  for (const noise of [1, 0.5]) {
    const drawPairs = (count: number) =>
      times(count, () => {
        const sign = random() < 0.5 ? -noise : noise;
        return (rows[Math.floor(random() * rows.length)] ?? []).map((each) => sign * each);
      });
    const outcomeOf = (pairs: readonly (readonly number[])[], isAnytime: boolean) => {
      const questions = (rows[0] ?? []).map((_, k) => ({ margin: 1, worsening: pairs.map((pair) => pair[k]) }));
      const answers = answerQuestions(questions, { alpha: 0.05, random, isAnytime }).map(({ outcome }) => outcome);
      if (answers.includes('regressed')) return 'red';
      return answers.includes('inconclusive') ? 'open' : 'green';
    };
    const fixed = [5, 8, 12, 20].map((seeds) => {
      const runs = seeds > 12 ? RUNS / 4 : RUNS;
      const found = times(runs, () => outcomeOf(drawPairs(seeds), false));
      return `${seeds}: ${percent(found.filter((each) => each === 'green').length, runs)} green, ${percent(found.filter((each) => each === 'red').length, runs)} red`;
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

/** One comparison of stutter that differs by up to half a point but for what breaks; `until` goes on to MOST_SEEDS. */
function broken(often: number, by: number, seeds: number, isUntilDecided: boolean) {
  const arm = (name: string, isBroken: boolean) => {
    const takes = times(isUntilDecided ? MOST_SEEDS : seeds, (i) =>
      judgedTake(i + 1, 0.01 + random() * 0.005 + (isBroken && random() < often ? by : 0)),
    );
    return (count: number) => ({ name, broadcast: BROADCAST, takes: takes.slice(0, count) });
  };
  const [baseline, candidate] = [arm('base', false), arm('low', true)];
  for (let count = isUntilDecided ? 5 : seeds; ; count++) {
    const look = isUntilDecided ? ANY_LOOK : ONE_LOOK;
    const comparison = compareTakes(baseline(count), candidate(count), { ...OPTIONS, ...look });
    const isOpen = undecided([comparison]).length > 0;
    if (!isUntilDecided || !isOpen || count === MOST_SEEDS) return comparison;
  }
}

for (const [what, often, by, seeds, isUntil] of [
  ['dead in 40 % of seeds, 8 seeds', 0.4, 0.9, 8, false],
  ['dead in 40 % of seeds, 12 seeds', 0.4, 0.9, 12, false],
  ['dead in 40 % of seeds, until decided (5 to 20 seeds)', 0.4, 0.9, 8, true],
  ['+10 points in 15 % of seeds, 12 seeds', 0.15, 0.1, 12, false],
  ['+10 points in 15 % of seeds, 15 seeds', 0.15, 0.1, 15, false],
] as const) {
  const found = times(RUNS, () => broken(often, by, seeds, isUntil));
  const count = (outcome: string) => percent(found.filter((each) => each.outcome === outcome).length);
  const red = found.filter(({ outcome, candidate }) => outcome === 'regressed' || candidate.outcome === 'not-ready');
  console.log(
    `${what}: ${count('regressed')} regressed, ${count('inconclusive')} inconclusive, ${count('no-worse')} no worse; exit code 1 in ${percent(red.length)}`,
  );
}
