import type { LinkSecond } from '../../model/recording/link-second.ts';
import type { CommonTake } from '../../model/recording/recorded-take.ts';
import { sentBitrateBps } from '../../model/scenario/sent-streams.ts';
import { lostFraction } from './path-carries.ts';
import { milliseconds, percent } from './readings.ts';

/** Congestion control (Google's GCC draft, section 6) holds its rate from 2 % loss and lowers it from 10 %. */
const LOSS_THAT_HOLDS = 0.02;
/** Drops at the bottleneck mean that it is full; a stray one at a keyframe does not. Assumption. */
const QUEUE_LOSS = 0.001;
/** A queue this full, of what its buffer allows. Assumption. */
const QUEUE_NEAR_BOUND = 0.5;
/** Below this, a queue is no congestion to the delay-based control, whatever its bound. Assumption. */
const QUEUE_LEAST_MS = 30;
/** In this share of the seconds. Assumption. */
const QUEUE_SECONDS = 0.1;
/** Media needs this much beyond its bitrate: headers, retransmissions, probes. Assumption. */
const HEADROOM = 1.2;

/**
 * What the first mile itself shows to explain a publisher below its rate, in words; undefined if nothing. Then it is the
 * machine. By the links' own counters from `fromMs` on.
 */
export function firstMileLimits(take: CommonTake, fromMs: number, toMs: number): string | undefined {
  const lines = take.links.filter(({ atMs }) => atMs > fromMs && atMs <= toMs);
  const { video, audio } = take.header.take.scenario.broadcast;
  for (const { id, profile, direction } of take.header.topology.links.filter(
    ({ segment }) => segment === 'first-mile',
  )) {
    const seconds = lines.flatMap(({ links }) => links.filter(({ link }) => link === id));
    const loss = lostFraction(seconds);
    if (loss >= LOSS_THAT_HOLDS) return `${id} lost ${percent(loss)} of its packets`;
    if (direction === 'back') continue;
    if (profile.rateBps !== undefined && profile.rateBps < HEADROOM * (sentBitrateBps(video) + audio.bitrateBps))
      return `${id} carries only ${(profile.rateBps / 1e6).toFixed(2)} Mbps`;
    const queueLoss = lostFraction(seconds.map((second) => ({ ...second, lostRandom: 0, lostBurst: 0 })));
    if (queueLoss > QUEUE_LOSS) return `the queue of ${id} dropped ${percent(queueLoss)} of its packets`;
    const nearMs = Math.max(QUEUE_LEAST_MS, QUEUE_NEAR_BOUND * (profile.queueMs ?? Number.POSITIVE_INFINITY));
    const queued = seconds.filter((second) => queueDelayMs(second) >= nearMs);
    if (queued.length > QUEUE_SECONDS * seconds.length)
      return `packets waited over ${milliseconds(nearMs)} in the queue of ${id}`;
  }
  return undefined;
}

/** A link without a bottleneck has no queue to wait in. */
function queueDelayMs({ queueDelayP95Ms }: LinkSecond): number {
  return queueDelayP95Ms ?? Number.NEGATIVE_INFINITY;
}
