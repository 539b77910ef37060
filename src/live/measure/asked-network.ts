import type { LinkSecond } from '../../model/recording/link-second.ts';
import type { LinksLine } from '../../model/recording/sample-lines.ts';
import type { LinkProfile } from '../../model/scenario/link-profile.ts';
import { meanLossFraction } from '../../model/scenario/mean-loss.ts';
import type { Topology } from '../../model/scenario/network.ts';
import type { NetworkRow } from '../live-message.ts';

/** Weather time in the middle of a second speaks for it, ms. */
const MIDDLE_MS = 500;

/** Returns the path out to a viewer as the scenario asks for it in a second, beside the links' own counts. */
export function askedNetwork(
  { routes, links }: Topology,
  viewer: string,
  second: number,
  told: LinksLine | undefined,
): NetworkRow {
  const names = [
    ...(routes.find(({ from, to }) => from === 'publisher' && to === 'origin')?.links ?? []),
    ...(routes.find(({ from, to }) => from === 'origin' && to === viewer)?.links ?? []),
  ];
  const atMs = second * 1000 + MIDDLE_MS;
  const path = names.flatMap((name) => links.find(({ id }) => id === name) ?? []);
  const seconds = names.map((name) => told?.links.find(({ link }) => link === name));
  const rates = path.flatMap(({ profile }, place) => rateOf(profile, atMs, seconds[place]) ?? []);
  const waits = seconds.flatMap((each) => each?.queueDelayMaxMs ?? []);
  return [
    path.reduce((sum, { profile }) => sum + delayOf(profile, atMs), 0),
    1 - path.reduce((kept, { profile }) => kept * (1 - lossOf(profile, atMs)), 1),
    rates.length === 0 ? null : Math.min(...rates),
    waits.length === 0 ? null : Math.max(...waits),
  ];
}

function delayOf({ delayMs, delaySteps = [] }: LinkProfile, atMs: number): number {
  return delaySteps.findLast((step) => step.atMs <= atMs)?.delayMs ?? delayMs;
}

/** Mean over a long time; 1 in a blackout. */
function lossOf({ loss, lossSteps = [], blackouts = [] }: LinkProfile, atMs: number): number {
  if (blackouts.some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs)) return 1;
  return meanLossFraction(lossSteps.findLast((step) => step.atMs <= atMs)?.loss ?? loss);
}

/** A capacity that changes is reported by the link itself: only the network knows where in its trace it is. */
function rateOf(
  { rateBps, rateCaps = [] }: LinkProfile,
  atMs: number,
  told: LinkSecond | undefined,
): number | undefined {
  if (told?.rateBps !== undefined) return told.rateBps;
  const caps = rateCaps.filter(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs).map((cap) => cap.rateBps);
  const rates = [...caps, ...(rateBps === undefined ? [] : [rateBps])];
  return rates.length === 0 ? undefined : Math.min(...rates);
}
