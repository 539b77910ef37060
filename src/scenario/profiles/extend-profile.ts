import { isRecord } from '../reading/structure.ts';
import type { WrittenHaul } from '../schema/haul-profile.ts';
import type { WrittenLine } from '../schema/line-profile.ts';

/** Fields that change the rate over time. A profile has at most one of them. */
const RATE_CHANGES = ['trace', 'cycle', 'schedule'] as const;

type Fields = { readonly [K in keyof (WrittenLine & WrittenHaul)]?: unknown };

/**
 * Extends a named profile with a scenario's own fields. Each replaces the named profile's whole field, and with it any field that
 * would contradict it: `delay` replaces `rtt`, a trace the rate of its direction, a loss chain `burst`, a queue's `kind` the
 * `discipline` beside it.
 */
export function extendProfile<W extends WrittenLine | WrittenHaul>(base: W, own: W): W {
  const replaced = new Set<string>(replacedBy(base, own));
  const kept = Object.entries(base).filter(([field]) => !replaced.has(field));
  return { ...Object.fromEntries(kept), ...own } as W;
}

function replacedBy(base: Fields, own: Fields): string[] {
  const { rtt, delay, loss, trace, queue, discipline } = own;
  const changesRate = RATE_CHANGES.some((field) => own[field] !== undefined);
  const hasRate = own.down !== undefined || own.up !== undefined || own.rate !== undefined;
  return [
    ...(delay !== undefined && rtt === undefined ? ['rtt'] : []),
    ...(rtt !== undefined && delay === undefined ? ['delay'] : []),
    ...(isRecord(loss) && 'p' in loss ? ['burst'] : []),
    ...(hasKind(queue) ? ['discipline'] : []),
    ...(discipline !== undefined && hasKind(base.queue) ? ['queue'] : []),
    // A rate, or changes of it, replace those of the named profile.
    ...(changesRate || (hasRate && base.trace !== undefined) ? RATE_CHANGES : []),
    ...(trace === undefined ? [] : tracedRates(trace)),
  ];
}

/** Returns whether a queue names its discipline itself, in one direction at least. */
function hasKind(queue: unknown): boolean {
  return isRecord(queue) && ('kind' in queue || Object.values(queue).some(hasKind));
}

function tracedRates(trace: unknown): string[] {
  if (!isRecord(trace)) return ['down', 'up', 'rate'];
  return ['down', 'up'].filter((direction) => trace[direction] !== undefined);
}
