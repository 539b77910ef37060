import type { Ledger } from '../../../metrics/path/lost-on-links.ts';
import { overlapMs } from '../../../metrics/series/span.ts';
import type { Link } from '../../../model/scenario/network.ts';
import { longestGapMs, type Scene } from '../scene.ts';
import { clamp } from './clamp.ts';
import { repairsSeen } from './repairs-seen.ts';

/** Round trip from which a single repair can be noticed, ms: shorter ones stay within any buffer. Assumption. */
const LONG_ROUND_TRIP_MS = 100;
/** Longest stop that repairs explain: one that is itself lost once, and the pictures that waited for it. Assumption. */
const MOST_ROUND_TRIPS = 3;
const MORE_MS = 150;
/** Weight of a few lost packets, which mostly go unnoticed. */
const REPAIR = 0.6;
/** Weight where losses stand there all the time, and a stop is as long as a repair that is lost too: most likely that, where nothing else is found. */
const REPEATED = 0.3;
/** Strength of loss that nothing repaired. */
const UNREPAIRED = 0.7;

/** Looks at losses too small to be evidence by themselves: they were not repaired, or the repair had a long way. */
export function repairOf(scene: Scene, link: Link, beside: Ledger, quiet: Ledger) {
  const lost = beside.reduce((sum, second) => sum + lostIn(second), 0);
  if (lost === 0) return undefined;
  const packets = { value: lost, unit: 'count' as const };
  if (isUnrepaired(scene, link)) return { way: 'unrepaired' as const, strength: UNREPAIRED, observed: { packets } };
  const roundTripMs = roundTripOf(scene, link);
  const gapMs = longestGapMs(scene);
  if (roundTripMs < LONG_ROUND_TRIP_MS || gapMs > MOST_ROUND_TRIPS * roundTripMs + MORE_MS) return undefined;
  const observed = { packets, roundTrip: { value: roundTripMs, unit: 'ms' as const } };
  // Only pictures are repaired, and the origin's repairs of the first mile are in no statistics.
  const isPicture = link.segment !== 'first-mile' && scene.symptoms.some(({ kind }) => kind === 'stutter');
  const repairs = isPicture ? repairsSeen(scene) : undefined;
  if (repairs?.came === true && repairs.wereAwaited === false)
    return { way: 'early' as const, strength: REPAIR, observed };
  if (quiet.length === 0) return undefined;
  // The chance that as many seconds would have had no loss if nothing had been different.
  const lossless = (quiet.filter((second) => lostIn(second) === 0).length / quiet.length) ** beside.length;
  if (REPAIR * lossless < REPEATED && repairs?.came === true)
    return { way: 'repeated' as const, strength: REPEATED, observed };
  return { way: 'repair' as const, strength: REPAIR * clamp(lossless), observed };
}

function lostIn({ lostRandom, lostBurst, lostQueue, corrupted = 0 }: Ledger[number]): number {
  return lostRandom + lostBurst + lostQueue + corrupted;
}

/** Returns whether lost packets stayed lost: nobody asks for them, or the origin counted pictures that never became whole. */
function isUnrepaired({ take, sought }: Scene, link: Link): boolean {
  if (take.header.take.scenario.broadcast.video.nack === false) return true;
  if (link.segment !== 'first-mile') return false;
  return take.origin.some(
    ({ atMs, publisher }) =>
      overlapMs({ fromMs: atMs - 1000, toMs: atMs }, sought) > 0 && (publisher?.framesBroken ?? 0) > 0,
  );
}

/** Returns the round trip of a repair over this link: between publisher and origin, or origin and viewer. */
function roundTripOf({ take, viewer }: Scene, link: Link): number {
  const { routes, links } = take.header.topology;
  const end = link.segment === 'first-mile' ? 'publisher' : viewer.id;
  return routes
    .filter(({ from, to }) => (from === end && to === 'origin') || (from === 'origin' && to === end))
    .flatMap((route) => route.links)
    .reduce((sum, id) => sum + (links.find((each) => each.id === id)?.profile.delayMs ?? 0), 0);
}
