import type { Result, TakeResult } from '../../model/result/result.ts';
import type { Verdict } from '../../model/result/verdict.ts';
import { BASE_VARIANT } from '../../model/scenario/scenario.ts';
import { fill, plain, type Text, WORDS } from '../messages/words.ts';

/** Takes of the broadcast itself: they alone decide the rehearsal's outcome. All, where nothing is compared. */
export function baseTakes<T extends Pick<TakeResult, 'variant'>>(takes: readonly T[]): readonly T[] {
  return takes.filter(({ variant }) => variant === undefined || variant === BASE_VARIANT);
}

/** The take that a verdict of the rehearsal is from. */
export function takeOf({ takes }: Pick<Result, 'takes'>, { seed }: Pick<Verdict, 'seed'>): TakeResult | undefined {
  return baseTakes(takes).find((take) => take.seed === seed);
}

/** "seed 2", or "seed 2, low" where variants are compared. */
export function takeName({ seed, variant }: Pick<TakeResult, 'seed' | 'variant'>): Text {
  const name = fill(WORDS.seedOf, { seed });
  return variant === undefined
    ? name
    : fill({ en: '{name}, {variant}', zh: '{name}，{variant}' }, { name, variant: plain(variant) });
}
