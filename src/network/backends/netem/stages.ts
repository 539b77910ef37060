import type { LinkProfile } from '../../../model/scenario/link-profile.ts';

/**
 * Effect of a link that one qdisc enforces. `count`: none, its device counts the packets that enter. `impairments`:
 * duplication, loss, corruption. `queue`: limit of the bottleneck's queue. `transmission`: time to send at the bottleneck's
 * rate. `propagation`: delay, jitter, reordering.
 */
export type Effect = 'count' | 'impairments' | 'queue' | 'transmission' | 'propagation';

/** Effects of one qdisc tree, on one device. */
export type Stage = readonly Effect[];

export function hasBottleneck({ rateBps, trace }: LinkProfile): boolean {
  return rateBps !== undefined || trace !== undefined;
}

/** Tells whether the delay varies all the time while order is kept. */
export function hasOrderedJitter({ jitterMs, jitterReorders }: LinkProfile): boolean {
  return jitterMs > 0 && jitterReorders !== true;
}

/**
 * Returns the qdisc trees that a packet passes one after the other. A netem holds each packet for a single time, so a
 * limited queue, the transmission time and a varying delay need one netem each; a fixed delay fits into the transmission
 * stage. netem does not count its copies: where it makes some, entering packets are counted before it.
 */
export function stagesOf(profile: LinkProfile): Stage[] {
  const { duplicateFraction = 0, delaySteps = [], jitterMs, reorder } = profile;
  const counting: Stage[] = duplicateFraction > 0 ? [['count']] : [];
  if (!hasBottleneck(profile)) return [...counting, ['impairments', 'propagation']];
  const isSteady = jitterMs === 0 && delaySteps.length === 0 && reorder === undefined;
  const rest: Stage[] = isSteady ? [['transmission', 'propagation']] : [['transmission'], ['propagation']];
  return [...counting, ['impairments', 'queue'], ...rest];
}
