import { createRandom, hashString } from '../../lib/random.ts';
import type { EncoderComparison } from '../../model/result/encoder-comparison.ts';
import type { Result, ScenarioSummary } from '../../model/result/result.ts';
import { asPlayed } from '../../model/scenario/as-played.ts';
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
      ownJoins: regionsOfOwnJoins(scenario.regions, [wayOf(scenario), wayOf(asPlayed(scenario, variant))]),
      metrics,
      changeLimits: scenario.changeLimits ?? {},
      marginOf,
      chance,
      warnings: [
        ...nothingDiffers(scenario, asPlayed(scenario, variant)),
        ...unseenChanges(scenario.broadcast, variant.broadcast),
        ...otherLines(scenario, variant),
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

/** Returns everything that a viewer connects over. */
function wayOf({ broadcast: { transport, firstMile }, regions }: Pick<ScenarioSummary, 'broadcast' | 'regions'>) {
  return [transport, firstMile, ...regions.map(({ haul }) => haul)];
}

/** Warns where a variant is sent over other lines: what it does better or worse is not the encoder's doing alone. */
function otherLines(scenario: ScenarioSummary, variant: Variant): readonly string[] {
  const isOther = (of: (played: ScenarioSummary) => unknown) =>
    JSON.stringify(of(scenario)) !== JSON.stringify(of(asPlayed(scenario, variant)));
  const lines = [
    ...(isOther(({ broadcast }) => broadcast.firstMile) ? ['first mile'] : []),
    ...(isOther(({ regions }) => regions.map(({ haul }) => haul)) ? ['haul'] : []),
  ];
  if (lines.length === 0) return [];
  return [`another ${lines.join(' and another ')}: what changed is the way as a whole, not the encoder alone`];
}
