import { isRecord } from '../reading/structure.ts';
import type { WrittenHaul, WrittenLine } from '../schema/profiles.ts';

/** Fields that say how a rate moves: a profile has one of them. */
const COURSES = ['trace', 'cycle', 'schedule'] as const;

type Fields = { readonly [K in keyof (WrittenLine & WrittenHaul)]?: unknown };

/**
 * A named profile with fields of its own: each replaces the named one's whole field, and with it what would contradict it.
 * (A way of `delay` replaces `rtt`, a trace the rate of its way, a chain of losses `burst`.)
 */
export function extendProfile<W extends WrittenLine | WrittenHaul>(base: W, own: W): W {
  const replaced = new Set<string>(replacedBy(base, own));
  const kept = Object.entries(base).filter(([field]) => !replaced.has(field));
  return { ...Object.fromEntries(kept), ...own } as W;
}

function replacedBy(base: Fields, own: Fields): string[] {
  const { rtt, delay, loss, trace } = own;
  const moves = COURSES.some((course) => own[course] !== undefined);
  const hasRate = own.down !== undefined || own.up !== undefined || own.rate !== undefined;
  return [
    ...(delay !== undefined && rtt === undefined ? ['rtt'] : []),
    ...(rtt !== undefined && delay === undefined ? ['delay'] : []),
    ...(isRecord(loss) && 'p' in loss ? ['burst'] : []),
    // Another course of the rate instead of the named one's.
    ...(moves || (hasRate && base.trace !== undefined) ? COURSES : []),
    ...(trace === undefined ? [] : tracedRates(trace)),
  ];
}

function tracedRates(trace: unknown): string[] {
  if (!isRecord(trace)) return ['down', 'up', 'rate'];
  return ['down', 'up'].filter((way) => trace[way] !== undefined);
}
