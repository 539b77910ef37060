import { createRandom } from '../../src/lib/random.ts';
import type { Verdict } from '../../src/model/result/verdict.ts';
import { type Knowledge, knowledgeOf } from '../../src/recommend/candidates.ts';
import type { Evidence, RegionEvidence } from '../../src/recommend/evidence.ts';
import { nextSeed } from '../../src/recommend/next-seed.ts';
import { nextTake } from '../../src/recommend/next-take.ts';
import type { Ladder, Rung } from '../../src/recommend/standings.ts';

export const rung = (height: number, mbps: number): Rung => ({
  name: `h264-${height}p-${mbps * 1000}k`,
  video: { codec: 'h264', width: (height * 16) / 9, height, fps: 30, bitrateBps: mbps * 1e6 },
});

/** Ladder of two bitrates for each of three sizes. */
export const SIX = [rung(360, 0.4), rung(360, 0.8), rung(540, 1.2), rung(540, 1.8), rung(720, 2), rung(720, 3)];

/** Share of its takes in which a region misses a budget with a rung, and of these the share missed clearly. */
export type Missing = (rung: Rung, region: string) => { readonly share: number; readonly clearly: number };

/** Makes a line of this many Mbps: most of it may be used, near its capacity it breaks now and then, beyond it always. */
export const lines =
  (mbps: Readonly<Record<string, number>>): Missing =>
  ({ video }, region) => {
    const load = video.bitrateBps / 1e6 / (mbps[region] ?? 0);
    if (load <= 0.8) return { share: 0.03, clearly: 0 };
    return load <= 1 ? { share: 0.6, clearly: 0.3 } : { share: 0.98, clearly: 0.9 };
  };

export const clarityOf = ({ video }: Rung) => 1 - 0.06 / (video.bitrateBps / 1e6) ** 0.6 - 20 / video.height ** 1.1;

const MISSED: Verdict = {
  ...{ metric: 'stutterRate', statistic: 'value', region: '', comparison: '<=', limit: 0.03, actual: 0.1 },
  ...{ unit: 'fraction', outcome: 'fail' },
};

export function takeOf(
  { name }: Pick<Rung, 'name'>,
  regions: readonly (Partial<RegionEvidence> & Pick<RegionEvidence, 'region' | 'outcome'>)[],
  more: Partial<Evidence> = {},
): Evidence {
  return {
    ...{ rung: name, seed: 1, fromMs: 0, toMs: 20_000 },
    regions: regions.map((each) => ({
      isBurdened: each.outcome !== 'pass',
      ...(each.outcome !== 'pass' && { worst: { ...MISSED, region: each.region } }),
      ...each,
    })),
    ...more,
  };
}

interface SearchOptions {
  readonly seed?: number;
  readonly most?: number;
  readonly invalidShare?: number;
  /** Share of seeds in which every rung misses its budgets everywhere. */
  readonly stormShare?: number;
}

/** Plays what the search asks for until it is decided or `most` takes are spent. */
export function search(
  ladder: Ladder,
  missing: Missing,
  { seed = 1, most = 90, invalidShare = 0, stormShare = 0 }: SearchOptions = {},
) {
  const random = createRandom(seed);
  const storms = Array.from({ length: most + 1 }, () => random() < stormShare);
  const evidence: Evidence[] = [];
  for (;;) {
    const knowledge: Knowledge = knowledgeOf(ladder, evidence);
    const next = nextTake(knowledge);
    if (next === undefined || evidence.length === most) return { knowledge, evidence };
    const played = ladder.rungs.find(({ name }) => name === next.rung);
    if (played === undefined) throw new Error(`no rung ${next.rung}`);
    const of = { seed: next.seed ?? nextSeed(next.rung, evidence, (n) => n + 1) };
    if (random() < invalidShare) {
      evidence.push(takeOf(played, [], { ...of, invalid: 'the machine was busy' }));
      continue;
    }
    const regions = next.regions.map((region) => {
      const { share, clearly } = storms[of.seed] === true ? STORM : missing(played, region);
      const outcome = random() >= share ? 'pass' : random() < clearly ? 'clear-fail' : 'fail';
      return { region, outcome, clarity: clarityOf(played) + (random() - 0.5) * 0.002 } as const;
    });
    evidence.push(takeOf(played, regions, of));
  }
}

const STORM = { share: 1, clearly: 0.9 };
