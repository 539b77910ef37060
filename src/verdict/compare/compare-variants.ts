import { createRandom, hashString } from '../../lib/random.ts';
import type { EncoderComparison } from '../../model/result/encoder-comparison.ts';
import type { Result } from '../../model/result/result.ts';
import { BASE_VARIANT, type Variant } from '../../model/scenario/scenario.ts';
import { compareTakes } from './compare-takes.ts';
import { nothingDiffers } from './differences.ts';
import { marginOf } from './margins.ts';
import { regionsOfOwnJoins } from './own-joins.ts';
import { type Look, ONE_LOOK } from './statistics/alpha.ts';
import { unseenChanges } from './unseen-changes.ts';

/** Seeded random numbers for every comparison, so that the same recordings always get the same answer. */
export const chance = () => createRandom(hashString('longhaul compare'));

/**
 * Compares every variant of a rehearsal with its own broadcast; empty without variants. The probability of any false "regressed" is
 * shared out among them after Holm (1979): a variant that is regressed within its share leaves that share to the others.
 */
export function compareVariants(
  { scenario, takes, metrics }: Pick<Result, 'scenario' | 'takes' | 'metrics'>,
  look: Look = ONE_LOOK,
): readonly EncoderComparison[] {
  const arm = ({ name, broadcast }: Variant) => ({
    ...{ name, broadcast },
    takes: takes.filter(({ variant }) => variant === name),
  });
  const base = arm({ name: BASE_VARIANT, broadcast: scenario.broadcast });
  const { variants = [] } = scenario;
  const compare = (variant: Variant, sharedBy: number) =>
    compareTakes(base, arm(variant), {
      ...look,
      regions: scenario.regions.map(({ id }) => id),
      ownJoins: regionsOfOwnJoins(scenario.regions, [scenario.broadcast.transport, variant.broadcast.transport]),
      metrics,
      changeLimits: scenario.changeLimits ?? {},
      marginOf,
      chance,
      warnings: [
        ...nothingDiffers(scenario.broadcast, variant.broadcast),
        ...unseenChanges(scenario.broadcast, variant.broadcast),
      ],
      sharedBy,
    });
  const found = new Map<Variant, EncoderComparison>();
  for (let sharedBy = variants.length, settled = 0; ; sharedBy = variants.length - settled) {
    const isRed = (variant: Variant) => found.get(variant)?.outcome === 'regressed';
    for (const variant of variants) if (!isRed(variant)) found.set(variant, compare(variant, Math.max(1, sharedBy)));
    const red = variants.filter(isRed).length;
    if (red === settled) break;
    settled = red;
  }
  return [...found.values()];
}
