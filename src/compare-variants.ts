import { createRandom, hashString } from './lib/random.ts';
import type { EncoderComparison } from './model/encoder-comparison.ts';
import type { Result } from './model/result.ts';
import { BASE_VARIANT, type Variant } from './model/scenario.ts';
import { type Look, ONE_LOOK } from './verdict/compare/alpha.ts';
import { compareTakes } from './verdict/compare/compare-takes.ts';
import { marginOf } from './verdict/compare/margins.ts';

/** What every comparison draws from, so that the same recordings always get the same answer. */
export const chance = () => createRandom(hashString('longhaul compare'));

/** Every variant of a rehearsal against its own broadcast; none without variants. */
export function compareVariants(
  { scenario, takes, metrics }: Pick<Result, 'scenario' | 'takes' | 'metrics'>,
  look: Look = ONE_LOOK,
): readonly EncoderComparison[] {
  const arm = ({ name, broadcast }: Variant) => ({
    ...{ name, broadcast },
    takes: takes.filter(({ variant }) => variant === name),
  });
  const base = arm({ name: BASE_VARIANT, broadcast: scenario.broadcast });
  return (scenario.variants ?? []).map((variant) =>
    compareTakes(base, arm(variant), {
      ...look,
      regions: scenario.regions.map(({ id }) => id),
      metrics,
      changeLimits: scenario.changeLimits ?? {},
      marginOf,
      chance,
      warnings: [],
    }),
  );
}
