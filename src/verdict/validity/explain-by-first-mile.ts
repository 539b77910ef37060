import type { LinkSecond } from '../../model/recording/link-second.ts';
import type { CommonTake } from '../../model/recording/recorded-take.ts';
import { sentBitrateBps } from '../../model/scenario/sent-streams.ts';
import { freeRateBps, lostFraction, MEDIA_HEADROOM } from './path-carries.ts';
import { milliseconds, percent } from './readings.ts';

/** Loss from which congestion control holds its rate; it lowers it from 10 % (Google's GCC draft, section 6). */
const LOSS_THAT_HOLDS = 0.02;
/** Share of packets dropped from which the bottleneck is full; a stray drop at a keyframe does not count. Assumption. */
const QUEUE_LOSS = 0.001;
/** Fill level, as a share of its buffer, from which a queue is nearly full. Assumption. */
const QUEUE_NEAR_BOUND = 0.5;
/** Queueing delay, ms, below which delay-based control sees no congestion, whatever the buffer. Assumption. */
const QUEUE_LEAST_MS = 30;
/** Share of the seconds with a nearly full queue. Assumption. */
const QUEUE_SECONDS = 0.1;

/**
 * Describes what on the first mile explains a publisher below its rate, by the links' own counters between `fromMs` and `toMs`;
 * undefined if nothing does, and the machine is to blame.
 */
export function explainByFirstMile(take: CommonTake, fromMs: number, toMs: number): string | undefined {
  const lines = take.links.filter(({ atMs }) => atMs > fromMs && atMs <= toMs);
  const { video, audio } = take.header.take.scenario.broadcast;
  for (const { id, profile, direction } of take.header.topology.links.filter(
    ({ segment }) => segment === 'first-mile',
  )) {
    const seconds = lines.flatMap(({ links }) => links.filter(({ link }) => link === id));
    const loss = lostFraction(seconds);
    if (loss >= LOSS_THAT_HOLDS) return `${id} lost ${percent(loss)} of its packets`;
    if (direction === 'back') continue;
    const freeBps = freeRateBps(profile);
    if (freeBps < MEDIA_HEADROOM * (sentBitrateBps(video) + audio.bitrateBps)) {
      const beside = profile.crossTraffic === undefined ? '' : ' beside other traffic';
      return `${id} carries only ${(freeBps / 1e6).toFixed(2)} Mbps${beside}`;
    }
    const queueLoss = lostFraction(seconds.map((second) => ({ ...second, lostRandom: 0, lostBurst: 0 })));
    if (queueLoss > QUEUE_LOSS) return `the queue of ${id} dropped ${percent(queueLoss)} of its packets`;
    const nearMs = Math.max(QUEUE_LEAST_MS, QUEUE_NEAR_BOUND * (profile.queueMs ?? Number.POSITIVE_INFINITY));
    const queued = seconds.filter((second) => queueDelayMs(second) >= nearMs);
    if (queued.length > QUEUE_SECONDS * seconds.length)
      return `packets waited over ${milliseconds(nearMs)} in the queue of ${id}`;
  }
  return undefined;
}

/** Returns the queueing delay of a second; a link without a bottleneck has none. */
function queueDelayMs({ queueDelayP95Ms }: LinkSecond): number {
  return queueDelayP95Ms ?? Number.NEGATIVE_INFINITY;
}
