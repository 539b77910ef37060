import type { LinkSecond } from '../../model/recording/link-second.ts';
import type { CommonTake } from '../../model/recording/recorded-take.ts';
import { firstAtOrAfter } from '../series/first-at-or-after.ts';
import type { Span } from '../series/span.ts';

/** What the links of a route did in a stretch of time, by their own ledgers, packets of all kinds. */
export interface RouteLosses {
  /** Into its first link. */
  readonly entered: number;
  readonly lost: number;
  /** Overtaken by others on purpose. */
  readonly reordered: number;
}

/** A second of samples belongs to a stretch that it overlaps. Undefined where nothing was sampled, or no such route is shaped. */
export function lostOnRoute(take: CommonTake, from: string, to: string, span: Span): RouteLosses | undefined {
  const { routes } = take.header.topology;
  return lostOnLinks(take, routes.find((route) => route.from === from && route.to === to)?.links ?? [], span);
}

export function lostOnLinks(take: CommonTake, links: readonly string[], span: Span): RouteLosses | undefined {
  const [first] = links;
  if (first === undefined) return undefined;
  const ledgers = ledgersOf(take);
  let [entered, lost, reordered, isSampled] = [0, 0, 0, false];
  for (const link of links) {
    const seconds = ledgers.get(link) ?? [];
    let place = firstAtOrAfter(seconds.length, (at) => seconds[at]?.toMs ?? Number.NaN, span.fromMs);
    for (let second = seconds[place]; second !== undefined && second.fromMs < span.toMs; second = seconds[++place]) {
      isSampled = true;
      lost += lostBy(second);
      reordered += second.reordered ?? 0;
      if (link === first) entered += second.inPackets;
    }
  }
  return isSampled ? { entered, lost, reordered } : undefined;
}

/** What is corrupted goes on its way, and is thrown away by whoever gets it. */
function lostBy({ lostRandom, lostBurst, lostQueue, corrupted = 0 }: LinkSecond): number {
  return lostRandom + lostBurst + lostQueue + corrupted;
}

type Ledger = readonly (LinkSecond & Span)[];

const known = new WeakMap<CommonTake['links'], ReadonlyMap<string, Ledger>>();

function ledgersOf({ links }: CommonTake): ReadonlyMap<string, Ledger> {
  const found = known.get(links);
  if (found !== undefined) return found;
  const ledgers = new Map<string, (LinkSecond & Span)[]>();
  links.forEach(({ atMs, links: seconds }, place) => {
    const fromMs = links[place - 1]?.atMs ?? atMs - 1000;
    for (const second of seconds) {
      const ledger = ledgers.get(second.link) ?? [];
      ledger.push({ ...second, fromMs, toMs: atMs });
      ledgers.set(second.link, ledger);
    }
  });
  known.set(links, ledgers);
  return ledgers;
}
