import type { TakeResult } from '../../../src/model/result/result.ts';
import type { Scenario } from '../../../src/model/scenario/scenario.ts';
import type { Take } from '../../../src/model/scenario/take.ts';
import { compareVariants } from '../../../src/verdict/compare/compare-variants.ts';
import { judgedTake } from './judged-takes.ts';
import { playWithReplays } from './play-with-replays.ts';
import { BROADCAST, REGION, resultOf } from './takes.ts';

const SCENARIO: Scenario = {
  ...{ name: 'gate', durationMs: 20_000, warmupMs: 5000, seeds: [], broadcast: BROADCAST },
  ...{ regions: [REGION], budgets: {}, variants: [{ name: 'low', broadcast: BROADCAST }] },
};

/** Fate of a take: its stutter, or what broke it. */
export type World = (variant: string, seed: number, nth: number) => number | 'no-media' | 'viewer-timer-late';

/** Plays so many seeds as `run` does: all of them, then what the candidate alone lost, until that is known. */
export function playIn(world: World, seeds = 8) {
  const scenario = { ...SCENARIO, seeds: Array.from({ length: seeds }, (_, i) => i + 1) };
  const takes: TakeResult[] = [];
  const play = ({ seed, variant = '' }: Take) => {
    const fate = world(variant, seed, takes.filter((take) => take.seed === seed && take.variant === variant).length);
    const broken = {
      outcome: 'invalid',
      invalidReasons: [{ signal: String(fate), reason: 'No.', advice: '' }],
    } as const;
    takes.push(
      typeof fate === 'number'
        ? judgedTake(seed, fate, { variant })
        : judgedTake(seed, 1, { variant, viewers: [], ...broken }),
    );
  };
  const compare = () => compareVariants(resultOf(takes, { variants: scenario.variants ?? [] }));
  const [comparison] = playWithReplays(scenario, { takes, play, compare });
  if (comparison === undefined) throw new Error('no comparison');
  return { ...comparison, replays: takes.slice(2 * seeds).map(({ seed, variant }) => `${variant} ${seed}`) };
}
