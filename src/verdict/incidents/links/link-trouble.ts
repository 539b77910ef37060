import type { Ledger } from '../../../metrics/path/lost-on-links.ts';
import { meanOf } from '../../../metrics/series/values.ts';
import type { Link } from '../../../model/scenario/network.ts';
import type { Evidence } from '../causes/cause.ts';
import { latencyRiseMs, longestGapMs, type Scene } from '../scene.ts';
import { clamp } from './clamp.ts';
import { linkSeconds, mostOf, quietSeconds } from './link-seconds.ts';
import { moreThanUsual, observedWith } from './more-than-usual.ts';
import { needBps } from './need-bps.ts';
import { repairOf } from './repair.ts';

/** Ways in which a link can be at fault. */
export type TroubleWay =
  | 'blackout'
  | 'loss'
  | 'unrepaired'
  | 'repair'
  | 'early'
  | 'repeated'
  | 'queue'
  | 'wait'
  | 'delay';

/** Packets in a second from which its loss says something. */
const ENOUGH_PACKETS = 20;
/**
 * Loss of a second that retransmission no longer hides within the buffer; feedback is repeated and tolerates more
 * (as in report/timeline/moments.ts). Assumptions.
 */
const NOTABLE_LOSS = 0.05;
const NOTABLE_BACK_LOSS = 0.2;
const NOTABLE_QUEUE_LOSS = 0.02;
/** Loss at which the evidence is complete. */
const COMPLETE_LOSS = 0.3;
/** Loss must be this many times the mean of quiet seconds: what stands there as well is no cause. */
const CONTRAST = 2;
const NOTABLE_WAIT_MS = 60;
const NOTABLE_DELAY_MS = 40;
/** Share of the rise in latency that a wait or delay must make up. */
const NOTABLE_SHARE = 0.3;

/** Returns what one link did beside an incident that it did not do away from it. */
export function troubleOf(scene: Scene, link: Link): readonly (Evidence & { readonly way: TroubleWay })[] {
  const beside = linkSeconds(scene.take, link.id, scene.sought);
  const quiet = quietSeconds(scene.take, link.id, scene.quiet);
  if (beside.length === 0) return [];
  const found = [
    blackout(beside, quiet),
    loss(beside, quiet, link.direction === 'back' ? NOTABLE_BACK_LOSS : NOTABLE_LOSS),
    ...(link.direction === 'out'
      ? [repairOf(scene, link, beside, quiet), queue(beside, quiet), wait(scene, beside, quiet)]
      : []),
    delay(scene, beside, quiet),
  ];
  return found.flatMap((evidence) => (evidence === undefined ? [] : [{ ...evidence, links: [link.id] }]));
}

/** Returns whether the line carries less than the broadcast at any time beside the incident, and the least rate. */
export function narrowness(scene: Scene, link: Link) {
  if (link.direction === 'back') return undefined;
  const rateIn = (ledger: Ledger) => ledger.flatMap(({ rateBps }) => rateBps ?? link.profile.rateBps ?? []);
  const rates = rateIn(linkSeconds(scene.take, link.id, scene.sought));
  const need = needBps(scene.take, link);
  const least = rates.length === 0 ? undefined : Math.min(...rates);
  // A rate of nothing is a hold, not a narrow line.
  if (least === undefined || least >= need || least === 0) return undefined;
  const usual = meanOf(rateIn(quietSeconds(scene.take, link.id, scene.quiet)));
  return { least, need, usual };
}

type Second = Ledger[number];

function blackout(beside: Ledger, quiet: Ledger) {
  const dark = (ledger: Ledger) => ledger.filter(isDark);
  if (dark(beside).length === 0 || dark(quiet).length > 0) return undefined;
  const lost = dark(beside).reduce((sum, second) => sum + second.lostRandom + second.lostBurst + second.lostQueue, 0);
  return { way: 'blackout' as const, strength: 1, observed: { packets: { value: lost, unit: 'count' as const } } };
}

/** Returns whether the link let nothing through for a time: a blackout, a hold, or a second in which nothing came out. */
function isDark({ lostBlackout = 0, rateBps, inPackets, outPackets }: Second): boolean {
  return lostBlackout > 0 || rateBps === 0 || (inPackets >= ENOUGH_PACKETS && outPackets === 0);
}

function loss(beside: Ledger, quiet: Ledger, notable: number) {
  const share = (second: Second) =>
    (second.lostRandom + second.lostBurst - (second.lostBlackout ?? 0) + (second.corrupted ?? 0)) / second.inPackets;
  return lossEvidence('loss', lossesOf(beside, share), lossesOf(quiet, share), notable);
}

function queue(beside: Ledger, quiet: Ledger) {
  const share = (second: Second) => second.lostQueue / second.inPackets;
  return lossEvidence('queue', lossesOf(beside, share), lossesOf(quiet, share), NOTABLE_QUEUE_LOSS);
}

function lossesOf(ledger: Ledger, share: (second: Second) => number): readonly number[] {
  return ledger.filter((second) => second.inPackets >= ENOUGH_PACKETS && !isWhollyDark(second)).map(share);
}

function isWhollyDark({ inPackets, outPackets }: Second): boolean {
  return outPackets === 0 && inPackets > 0;
}

function lossEvidence(way: 'loss' | 'queue', beside: readonly number[], quiet: readonly number[], notable: number) {
  const worst = mostOf(beside);
  const usual = meanOf(quiet);
  if (worst === undefined || worst < notable) return undefined;
  if (usual !== undefined && worst < CONTRAST * usual + notable / 2) return undefined;
  const strength = clamp(0.5 + moreThanUsual(worst, usual) / (2 * COMPLETE_LOSS));
  return { way, strength, observed: { lost: observedWith(worst, usual, 'fraction') } };
}

function wait(scene: Scene, beside: Ledger, quiet: Ledger) {
  const longest = mostOf(beside.flatMap(({ queueDelayMaxMs }) => queueDelayMaxMs ?? []));
  const usual = meanOf(quiet.flatMap(({ queueDelayMaxMs }) => queueDelayMaxMs ?? []));
  if (longest === undefined) return undefined;
  const moreMs = moreThanUsual(longest, usual);
  const strength = shareOf(scene, moreMs);
  if (moreMs < NOTABLE_WAIT_MS || strength < NOTABLE_SHARE) return undefined;
  return { way: 'wait' as const, strength, observed: { waited: observedWith(longest, usual, 'ms') } };
}

function delay(scene: Scene, beside: Ledger, quiet: Ledger) {
  const longest = mostOf(beside.flatMap(({ meanDelayMs }) => meanDelayMs ?? []));
  const usual = meanOf(quiet.flatMap(({ meanDelayMs }) => meanDelayMs ?? []));
  if (longest === undefined || usual === undefined) return undefined;
  // A longer way is no consequence of anything, so a rise in latency that it explains alone counts beside a longer stop.
  const rise = latencyRiseMs(scene);
  const strength = Math.max(shareOf(scene, longest - usual), rise > 0 ? clamp((longest - usual) / rise) : 0);
  if (longest - usual < NOTABLE_DELAY_MS || strength < NOTABLE_SHARE) return undefined;
  return { way: 'delay' as const, strength, observed: { delay: observedWith(longest, usual, 'ms') } };
}

/** Returns the share of the incident that so much more time on the way explains. */
function shareOf(scene: Scene, moreMs: number): number {
  return clamp(moreMs / Math.max(latencyRiseMs(scene), longestGapMs(scene), NOTABLE_WAIT_MS));
}
