import type { LinkProfile } from '../../../model/scenario/network.ts';

/**
 * What one qdisc enforces of a link. `count`: nothing, its device counts what comes. `impairments`: duplicate, loss, corrupt.
 * `queue`: what may wait for the bottleneck. `sending`: the time that sending takes there. `travel`: delay, jitter, reorder.
 */
export type Effect = 'count' | 'impairments' | 'queue' | 'sending' | 'travel';

/** Effects of one qdisc tree, on one device. */
export type Stage = readonly Effect[];

export function hasBottleneck({ rateBps, trace }: LinkProfile): boolean {
  return rateBps !== undefined || trace !== undefined;
}

/** Delay that moves all the time while order is kept. */
export function hasOrderedJitter({ jitterMs, jitterReorders }: LinkProfile): boolean {
  return jitterMs > 0 && jitterReorders !== true;
}

/**
 * The qdisc trees that a packet passes one after the other. A netem knows one time to wait and then sends, so a queue of so
 * many bytes, the time of sending and a delay that moves need one each; a fixed delay fits into the time of sending.
 * netem does not say how many copies it made: where it makes some, what comes is counted before.
 */
export function stagesOf(profile: LinkProfile): Stage[] {
  const { duplicateFraction = 0, delaySteps = [], jitterMs, reorder } = profile;
  const counting: Stage[] = duplicateFraction > 0 ? [['count']] : [];
  if (!hasBottleneck(profile)) return [...counting, ['impairments', 'travel']];
  const isSteady = jitterMs === 0 && delaySteps.length === 0 && reorder === undefined;
  const rest: Stage[] = isSteady ? [['sending', 'travel']] : [['sending'], ['travel']];
  return [...counting, ['impairments', 'queue'], ...rest];
}
