import type { LinkSecond } from '../../model/recording/link-second.ts';
import type { CommonTake } from '../../model/recording/recorded-take.ts';
import type { LinkProfile } from '../../model/scenario/link-profile.ts';
import { sentBitrateBps } from '../../model/scenario/sent-streams.ts';
import { freeRateBps, lostFraction, MEDIA_HEADROOM } from './path-carries.ts';

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
/** Seconds below the rate that the broadcast needs from which a line held its sender back: the estimate climbs back for many more. Assumption. */
const NARROW_SECONDS = 2;

/** Reports whether the first mile, by its links' own counters between `fromMs` and `toMs`, explains a publisher below its rate. */
export function firstMileExplains(take: CommonTake, fromMs: number, toMs: number): boolean {
  const lines = take.links.filter(({ atMs }) => atMs > fromMs && atMs <= toMs);
  const { video, audio } = take.header.take.scenario.broadcast;
  const neededBps = MEDIA_HEADROOM * (sentBitrateBps(video) + audio.bitrateBps);
  return take.header.topology.links
    .filter(({ segment }) => segment === 'first-mile')
    .some(({ id, profile, direction }) => {
      const seconds = lines.flatMap(({ links }) => links.filter(({ link }) => link === id));
      if (lostFraction(seconds) >= LOSS_THAT_HOLDS) return true;
      if (direction === 'back') return false;
      const narrow = seconds.filter(
        ({ rateBps }) => rateBps !== undefined && freeRateBps({ ...profile, rateBps }) < neededBps,
      );
      return freeRateBps(profile) < neededBps || narrow.length >= NARROW_SECONDS || isQueueFull(seconds, profile);
    });
}

/** Reports whether the bottleneck's queue dropped packets or was nearly full for long. */
function isQueueFull(seconds: readonly LinkSecond[], { queueMs }: LinkProfile): boolean {
  const queueLoss = lostFraction(seconds.map((second) => ({ ...second, lostRandom: 0, lostBurst: 0 })));
  const nearMs = Math.max(QUEUE_LEAST_MS, QUEUE_NEAR_BOUND * (queueMs ?? Number.POSITIVE_INFINITY));
  const queued = seconds.filter((second) => queueDelayMs(second) >= nearMs);
  return queueLoss > QUEUE_LOSS || queued.length > QUEUE_SECONDS * seconds.length;
}

/** Returns the queueing delay of a second; a link without a bottleneck has none. */
function queueDelayMs({ queueDelayP95Ms }: LinkSecond): number {
  return queueDelayP95Ms ?? Number.NEGATIVE_INFINITY;
}
