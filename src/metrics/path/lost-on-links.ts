import type { LinkSecond } from '../../model/recording/link-second.ts';
import type { CommonTake } from '../../model/recording/recorded-take.ts';
import { firstAtOrAfter } from '../series/first-at-or-after.ts';
import { overlapMs, type Span } from '../series/span.ts';

/** Packets of all kinds on the links of a route within a span, by the links' own ledgers. */
export interface RouteLosses {
  /** Packets into the first link. */
  readonly entered: number;
  readonly lost: number;
  /** Packets deliberately reordered. */
  readonly reordered: number;
}

/** Sums the losses of a route's links over the seconds that overlap the span; undefined without samples or without such a route. */
export function lostOnRoute(take: CommonTake, from: string, to: string, span: Span): RouteLosses | undefined {
  const { routes } = take.header.topology;
  return lostOnLinks(take, routes.find((route) => route.from === from && route.to === to)?.links ?? [], span);
}

/**
 * Returns how many packets more wait on the links of a route at the end of a span than at its start, at most: a queue that fills holds
 * what was sent and neither came nor was lost. 0 without samples, and where fewer wait.
 */
export function waitingMore(take: CommonTake, from: string, to: string, { fromMs, toMs }: Span): number {
  const { routes } = take.header.topology;
  const links = routes.find((route) => route.from === from && route.to === to)?.links ?? [];
  const ledgers = links.map((link) => ledgerOf(take, link));
  const waitingAt = (atMs: number) => ledgers.flat().reduce((sum, second) => sum + heldAt(second, atMs), 0);
  return Math.max(0, waitingAt(toMs) - waitingAt(fromMs));
}

/** Longest wait in a queue that is reckoned with, ms: a gap shows once what came after it has waited as well. */
const LONGEST_WAIT_MS = 10_000;

/** Returns the longest wait in the queues of a route of what may have come out of them at a moment, ms; 0 without samples. */
export function longestWaitMs(take: CommonTake, from: string, to: string, atMs: number): number {
  const links = take.header.topology.routes.find((route) => route.from === from && route.to === to)?.links ?? [];
  const before = { fromMs: atMs - LONGEST_WAIT_MS, toMs: atMs };
  return links
    .flatMap((link) => ledgerOf(take, link))
    .filter((second) => overlapMs(second, before) > 0 && second.fromMs + (second.queueDelayMaxMs ?? 0) >= atMs - 1000)
    .reduce((longest, { queueDelayMaxMs = 0 }) => Math.max(longest, queueDelayMaxMs), 0);
}

/** Returns how many of the packets that a link let in within a second are still on it at a moment, by its longest wait then. */
function heldAt(second: LinkSecond & Span, atMs: number): number {
  const { outPackets, queueDelayMaxMs = 0, meanDelayMs = 0, fromMs, toMs } = second;
  const held = { fromMs: atMs - queueDelayMaxMs - meanDelayMs, toMs: atMs };
  return (outPackets * overlapMs(second, held)) / (toMs - fromMs);
}

/** Returns the largest share (0 to 1) of its packets that a link of a route lost in a second that overlaps the span. */
export function worstSecond(take: CommonTake, from: string, to: string, span: Span): number {
  const links = take.header.topology.routes.find((route) => route.from === from && route.to === to)?.links ?? [];
  return links
    .flatMap((link) => ledgerOf(take, link))
    .filter((second) => second.inPackets > 0 && overlapMs(second, span) > 0)
    .reduce((worst, second) => Math.max(worst, lostBy(second) / second.inPackets), 0);
}

function lostOnLinks(take: CommonTake, links: readonly string[], span: Span): RouteLosses | undefined {
  const [first] = links;
  if (first === undefined) return undefined;
  let [entered, lost, reordered, isSampled] = [0, 0, 0, false];
  for (const link of links) {
    const seconds = ledgerOf(take, link);
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

/** Counts corrupted packets as lost: they are delivered, but the receiver drops them. */
function lostBy({ lostRandom, lostBurst, lostQueue, corrupted = 0 }: LinkSecond): number {
  return lostRandom + lostBurst + lostQueue + corrupted;
}

export type Ledger = readonly (LinkSecond & Span)[];

const known = new WeakMap<CommonTake['links'], Map<string, Ledger>>();

/** Returns the seconds of a link, in order, with the time that each covers; made when first asked for, since few links of many are. */
export function ledgerOf({ links }: CommonTake, id: string): Ledger {
  const ledgers = known.get(links) ?? new Map<string, Ledger>();
  known.set(links, ledgers);
  const found = ledgers.get(id);
  if (found !== undefined) return found;
  const ledger: (LinkSecond & Span)[] = [];
  links.forEach(({ atMs, links: seconds }, place) => {
    const fromMs = links[place - 1]?.atMs ?? atMs - 1000;
    for (const second of seconds) if (second.link === id) ledger.push({ ...second, fromMs, toMs: atMs });
  });
  ledgers.set(id, ledger);
  return ledger;
}
