import { type Ledger, ledgerOf } from '../../../metrics/path/lost-on-links.ts';
import { overlapMs, type Span } from '../../../metrics/series/span.ts';
import type { CommonTake } from '../../../model/recording/recorded-take.ts';

/** Returns a link's own seconds that overlap a span. */
export function linkSeconds(take: CommonTake, link: string, span: Span): Ledger {
  return ledgerOf(take, link).filter((second) => overlapMs(second, span) > 0);
}

/** Returns a link's seconds that lie mostly in one of these spans, which are seconds as well. */
export function quietSeconds(take: CommonTake, link: string, quiet: readonly Span[]): Ledger {
  return ledgerOf(take, link).filter((second) =>
    quiet.some((span) => overlapMs(second, span) > (second.toMs - second.fromMs) / 2),
  );
}

/** Returns the largest, undefined of none. */
export function mostOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : Math.max(...values);
}
