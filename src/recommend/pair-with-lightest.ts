import type { Evidence, RegionEvidence } from './evidence.ts';
import { type Ladder, MOST_INVALID } from './standings.ts';

export interface Paired {
  /** Evidence in which a miss only counts if the lightest rung was within under the same seed. */
  readonly evidence: readonly Evidence[];
  readonly unpaired: { readonly rung: string; readonly regions: readonly string[]; readonly seed: number } | undefined;
}

/**
 * Compares misses of budgets that more bits make harder with the lightest rung under the same seed: in a storm every rung misses its
 * budgets, which says nothing about bitrates. If the lightest rung misses as well, the take drops out; if it was not played, it has
 * to be, and until then the miss is open. The lightest rung's own clear misses count as bare ones: one storm must not end the search.
 */
export function pairWithLightest({ rungs }: Ladder, evidence: readonly Evidence[]): Paired {
  const lightest = rungs.toSorted((a, b) => a.video.bitrateBps - b.video.bitrateBps)[0]?.name ?? '';
  const isMissed = ({ outcome, isBurdened }: RegionEvidence) =>
    isBurdened && (outcome === 'fail' || outcome === 'clear-fail');
  const lightestUnder = (seed: number) => evidence.filter((take) => take.rung === lightest && take.seed === seed);
  let unpaired: Paired['unpaired'];
  const pairedRegion = (take: Evidence, own: RegionEvidence): RegionEvidence => {
    if (!isMissed(own)) return own;
    if (take.rung === lightest) return own.outcome === 'clear-fail' ? { ...own, outcome: 'fail' } : own;
    const takes = lightestUnder(take.seed);
    const other = takes.flatMap(({ regions }) => regions.filter(({ region }) => region === own.region))[0];
    // If the machine cannot play the lightest rung, the miss stands.
    if (other === undefined && takes.filter(({ invalid }) => invalid !== undefined).length < MOST_INVALID) {
      const regions = unpaired?.seed === take.seed ? unpaired.regions : [];
      if (unpaired === undefined || unpaired.seed === take.seed)
        unpaired = { rung: lightest, seed: take.seed, regions: [...new Set([...regions, own.region])] };
      return nothing(own);
    }
    return other !== undefined && isMissed(other) ? nothing(own) : own;
  };
  const paired = evidence.map((take) => ({ ...take, regions: take.regions.map((own) => pairedRegion(take, own)) }));
  return { evidence: paired, unpaired };
}

/** Turns the evidence into that of a take without data for its budgets; what was seen of the picture stays. */
function nothing({ worst: _, ...own }: RegionEvidence): RegionEvidence {
  return { ...own, outcome: 'nothing', isBurdened: false };
}
