import type { LikelyCause } from '../../model/result/incident.ts';
import { likelyCause } from './causes/cause.ts';
import { CAUSES } from './causes/registry.ts';
import type { Scene } from './scene.ts';

/** Strength below which evidence is not worth a sentence. */
const LEAST_STRENGTH = 0.25;
/** Strength as a share of the strongest's below which a cause stands aside. */
const LEAST_SHARE = 0.45;
export const MOST_CAUSES = 3;

/** Returns the causes that what was recorded speaks for, likeliest first; none is an answer. */
export function rankCauses(scene: Scene): readonly LikelyCause[] {
  const found = CAUSES.filter(({ explains }) => scene.symptoms.some(({ kind }) => explains.includes(kind))).flatMap(
    (cause) => {
      const evidence = cause.test(scene);
      return evidence === undefined ? [] : [likelyCause(cause.id, evidence)];
    },
  );
  return ranked(found);
}

function ranked(causes: readonly LikelyCause[]): readonly LikelyCause[] {
  const sorted = byStrength(causes);
  const strongest = sorted[0]?.strength ?? 0;
  return sorted
    .filter(({ strength }) => strength >= LEAST_STRENGTH && strength >= LEAST_SHARE * strongest)
    .slice(0, MOST_CAUSES);
}

/** Sorts by strength; of equals the registry's order, which is upstream first, stays. */
export function byStrength(causes: readonly LikelyCause[]): readonly LikelyCause[] {
  return causes.toSorted((a, b) => b.strength - a.strength);
}
