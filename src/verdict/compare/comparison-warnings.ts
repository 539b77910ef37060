import type { Change, ComparisonOutcome } from '../../model/result/encoder-comparison.ts';
import type { NearMiss } from './find-near-miss.ts';
import type { TakePair } from './pair-seeds.ts';

interface Compared {
  readonly outcome: ComparisonOutcome;
  readonly names: Readonly<Record<'baseline' | 'candidate', string>>;
  readonly pairs: readonly TakePair[];
  readonly regions: readonly string[];
  /** Numbers that decide. */
  readonly deciding: readonly Change[];
  readonly nearMiss: NearMiss | undefined;
}

/** Lists what in the takes themselves makes a comparison doubtful. */
export function comparisonWarnings({
  outcome,
  names,
  pairs,
  regions,
  deciding,
  nearMiss,
}: Compared): readonly string[] {
  return [
    ...undecidedRegions(regions, deciding),
    ...(outcome === 'regressed' ? [] : nearMissed(nearMiss)),
    ...heldBack(names.baseline, pairs, 'baseline'),
    ...heldBack(names.candidate, pairs, 'candidate'),
  ];
}

/** Warns of regions in which no number decides: nobody watched there, or nothing has a limit. */
function undecidedRegions(regions: readonly string[], deciding: readonly Change[]): readonly string[] {
  return regions
    .filter((id) => !deciding.some(({ region }) => region === id))
    .map((id) => `no number of ${id} has a limit: nothing there decides`);
}

/** Warns where clear misses of the candidate decide nothing, since the baseline all but has them, too. */
function nearMissed(nearMiss: NearMiss | undefined): readonly string[] {
  if (nearMiss === undefined) return [];
  const { seed, region, metric } = nearMiss;
  return [
    `the baseline itself comes near to a clear miss (seed ${seed}, ${metric} in ${region}): what the candidate misses clearly may be chance here, unless it loses a seed every time`,
  ];
}

/** Warns of takes that count although the machine held their encoder back for a moment; any longer, and they are invalid. */
function heldBack(name: string, pairs: readonly TakePair[], arm: 'baseline' | 'candidate'): readonly string[] {
  const shares = pairs.map((pair) =>
    Math.max(0, ...(pair[arm].encoder?.video ?? []).map(({ limitedFractions }) => limitedFractions?.cpu ?? 0)),
  );
  const worst = Math.max(0, ...shares);
  if (worst === 0) return [];
  const share = `${(worst * 100).toFixed(1)} %`;
  return [`want of CPU held the encoder of ${name} back, at most ${share} of a take: it may do better on more cores`];
}
