/**
 * How often whole comparisons are red among equals, and green in a disaster, in worlds unlike those that the tests were made with:
 * heavy tails, six regions, several variants, takes without data, faults in one region alone. Judged takes through the real code,
 * replays included: nice -n 15 npx tsx scripts/simulate/worlds.ts [RUNS]. Every share with its exact 95 % interval.
 */
import type { TakeResult } from '../../src/model/result/result.ts';
import type { Scenario } from '../../src/model/scenario/scenario.ts';
import type { Take } from '../../src/model/scenario/take.ts';
import { clearMissShare } from '../../src/verdict/compare/clear-failures.ts';
import { compareVariants } from '../../src/verdict/compare/compare-variants.ts';
import { drawsOf } from '../../tests/verdict/compare/draws.ts';
import { judgedRegions, REGION_METRICS, type RegionNumbers } from '../../tests/verdict/compare/judged-regions.ts';
import { playWithReplays } from '../../tests/verdict/compare/play-with-replays.ts';
import { BROADCAST, REGION, resultOf } from '../../tests/verdict/compare/takes.ts';
import { exactShare } from './exact-share.ts';

const RUNS = Number(process.argv[2] ?? 400);
const { random, exponential, normal } = drawsOf(2027);

interface World {
  readonly regions: number;
  readonly variants: number;
  readonly seeds: number;
  /** Share of a region's takes that stutter so badly by chance that it is missed clearly. */
  readonly badByChance?: number;
  /** Share of takes that the machine spoils for good. */
  readonly spoilt?: number;
  /** Share of a take's viewers that lack a number. */
  readonly blind?: number;
  /** Fault of the first variant: so much more stutter in a share of seeds or takes, in the last region alone or everywhere. */
  readonly fault?: {
    readonly often: number;
    readonly by: 'seed' | 'take';
    readonly where: 'one' | 'all';
    readonly stutter: number;
  };
}

/** Numbers of one region in one take; the weather is the seed's, the rest the take's own luck. */
function luck(weather: number, badByChance: number): RegionNumbers {
  const isStuttering = random() < 0.1;
  const isBad = random() < badByChance;
  // Pareto's tail of 1.5: no variance.
  const stutterRate = (isStuttering ? exponential(0.015) : 0) + (isBad ? 0.1 / (1 - random()) ** (2 / 3) : 0);
  return {
    stutterRate: Math.min(1, weather + stutterRate),
    frameRate: 29.5 - Math.abs(normal()) * (random() < 0.1 ? 3 : 0.3) - 20 * Math.min(1, stutterRate),
    audioConcealment: 0.002 + Math.abs(normal()) * (random() < 0.1 ? 0.01 : 0.002),
    firstFrame: 900 + 120 * normal() + (random() < 0.06 ? 500 : 0),
  };
}

function outcomesIn(world: World): readonly string[] {
  const { badByChance = 0.003, spoilt = 0, blind = 0, fault } = world;
  const regions = Array.from({ length: world.regions }, (_, i) => ({ ...REGION, id: `r${i}` }));
  const variants = Array.from({ length: world.variants }, (_, i) => ({ name: `v${i}`, broadcast: BROADCAST }));
  const scenario: Scenario = {
    ...{ name: 'world', durationMs: 20_000, warmupMs: 5000, broadcast: BROADCAST, budgets: {}, regions, variants },
    seeds: Array.from({ length: world.seeds }, (_, i) => i + 1),
  };
  const weather = new Map(
    scenario.seeds.map((seed) => [seed, regions.map(() => (random() < 0.15 ? exponential(0.01) : 0))]),
  );
  const faulty = new Set(scenario.seeds.filter(() => fault !== undefined && random() < fault.often));
  const takes: TakeResult[] = [];
  const play = ({ seed, variant = '' }: Take) => {
    const isFaulty =
      variant === 'v0' && fault !== undefined && (fault.by === 'seed' ? faulty.has(seed) : random() < fault.often);
    const numbers = regions.map((_, i) => {
      const own = luck(weather.get(seed)?.[i] ?? 0, badByChance);
      const isHit = isFaulty && (fault?.where === 'all' || i === regions.length - 1);
      const worsened = isHit
        ? {
            ...own,
            stutterRate: Math.min(1, own.stutterRate + fault.stutter),
            frameRate: own.frameRate * (1 - fault.stutter),
          }
        : own;
      return random() < blind ? { ...worsened, audioConcealment: undefined } : worsened;
    });
    const isSpoilt = random() < spoilt;
    takes.push(judgedRegions(seed, variant, numbers, isSpoilt));
  };
  const compare = () => compareVariants({ ...resultOf(takes, { variants, regions }), metrics: REGION_METRICS });
  return playWithReplays(scenario, { takes, play, compare }).map(({ outcome }) => outcome);
}

/** Misses clearly by chance as often as the gate allows for. */
function asBadAsMayBe(regions: number): Pick<World, 'regions' | 'badByChance'> {
  return { regions, badByChance: clearMissShare(regions) / regions };
}

function runs(world: World): number {
  return Math.max(
    50,
    Math.round((RUNS * (world.seeds > 12 ? 0.15 : world.seeds > 8 ? 0.4 : 1)) / Math.sqrt(world.variants)),
  );
}

console.log('equals, red by any variant (asked: at most 5 %)');
for (const world of [
  ...[5, 8, 12, 20].map((seeds) => ({ regions: 2, variants: 1, seeds })),
  ...[5, 8, 12, 20].map((seeds) => ({ regions: 6, variants: 1, seeds })),
  ...[1, 2, 3, 6].flatMap((regions) => [8, 12].map((seeds) => ({ ...asBadAsMayBe(regions), variants: 1, seeds }))),
  { regions: 6, variants: 1, seeds: 8, spoilt: 0.1, blind: 0.05 },
  { regions: 6, variants: 1, seeds: 8, badByChance: 0.05 },
  ...[8, 12].flatMap((seeds) => [3, 5].map((variants) => ({ regions: 3, variants, seeds }))),
  { ...asBadAsMayBe(6), variants: 3, seeds: 8 },
] satisfies World[]) {
  const count = runs(world);
  const found = Array.from({ length: count }, () => outcomesIn(world));
  const red = found.filter((outcomes) => outcomes.includes('regressed')).length;
  const green = found.flat().filter((outcome) => outcome === 'no-worse' || outcome === 'improved').length;
  console.log(
    `${JSON.stringify(world)}: red ${exactShare(red, count)}; green ${exactShare(green, count * world.variants)}`,
  );
}

console.log('disasters of the first variant: regressed, green (asked: as rare as can be)');
const FAULTS = [
  { often: 1, by: 'seed', where: 'one', stutter: 1 },
  { often: 0.4, by: 'seed', where: 'one', stutter: 1 },
  { often: 0.4, by: 'take', where: 'one', stutter: 1 },
  { often: 0.4, by: 'seed', where: 'all', stutter: 1 },
  { often: 0.4, by: 'take', where: 'all', stutter: 1 },
  { often: 0.4, by: 'seed', where: 'one', stutter: 0.1 },
  { often: 1, by: 'seed', where: 'one', stutter: 0.03 },
] as const;
for (const fault of FAULTS)
  for (const shape of [
    { regions: 2, variants: 1, seeds: 8 },
    { regions: 6, variants: 1, seeds: 8 },
    { regions: 6, variants: 3, seeds: 8 },
    { regions: 6, variants: 1, seeds: 8, spoilt: 0.1 },
    { regions: 6, variants: 1, seeds: 5 },
    { regions: 6, variants: 1, seeds: 12 },
  ] satisfies World[]) {
    const world = { ...shape, fault };
    const count = runs(world);
    const found = Array.from({ length: count }, () => outcomesIn(world)[0]);
    const share = (...wanted: string[]) =>
      exactShare(found.filter((each) => wanted.includes(String(each))).length, count);
    console.log(`${JSON.stringify(world)}: regressed ${share('regressed')}; green ${share('no-worse', 'improved')}`);
  }
