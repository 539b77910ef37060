import type { Evidence, RegionEvidence } from './evidence.ts';
import { type Ladder, MOST_INVALID } from './standings.ts';

export interface Paired {
  /** In which a miss counts only where the lightest rung was within under the same seed. */
  readonly evidence: readonly Evidence[];
  readonly unpaired: { readonly rung: string; readonly regions: readonly string[]; readonly seed: number } | undefined;
}

/**
 * Under a storm every rung misses its budgets, and that says nothing of bitrates: a miss of what more bits burden is held against
 * the lightest rung under the same seed. Where that misses, too, the take drops out; where it was not played, it is to be, and until
 * then the miss is open. The lightest one's own misses count barely: one storm must not end the search.
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
    // What the machine cannot play it cannot be asked either: then the miss stands.
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

/** As a take without data for its budgets; what was seen of the picture stays. */
function nothing({ worst: _, ...own }: RegionEvidence): RegionEvidence {
  return { ...own, outcome: 'nothing', isBurdened: false };
}
