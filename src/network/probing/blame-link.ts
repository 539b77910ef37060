import type { LinkSecond } from '../../model/recording/link-second.ts';
import type { LinksLine } from '../../model/recording/sample-lines.ts';
import type { CalibrationCheck } from '../../model/result/calibration.ts';
import type { Link } from '../../model/scenario/network.ts';
import { expectedLinkStats } from './expected-stats.ts';
import type { OneWayPath } from './probed-path.ts';

/** Counts expected of a link while it is probed, and deviations too small to explain anything. */
export interface ExpectedCounts {
  readonly lossFraction: number;
  readonly lossSlack: number;
  /** Whether `lossFraction` includes what the queue drops, which only a replay can predict. */
  readonly includesQueue: boolean;
  /** Undefined when no packet came through. */
  readonly meanDelayMs: number | undefined;
  readonly delaySlackMs: number;
}

/**
 * Returns what a link's profile makes likely, where single packets cannot be predicted. `inPackets`: packets that entered
 * the link.
 */
export function expectedFromProfile(link: Link, inPackets: number): ExpectedCounts {
  const { lossFraction, meanDelayMs } = expectedLinkStats(link);
  // Three standard deviations of independent losses, plus two packets.
  const spread = 3 * Math.sqrt((lossFraction * (1 - lossFraction)) / inPackets) + 2 / inPackets;
  return { lossFraction, lossSlack: lossFraction > 0 ? spread : 0, includesQueue: false, meanDelayMs, delaySlackMs: 1 };
}

/**
 * Converts a link's replayed counts. The delay slack is for the router's seconds, which do not begin and end with the
 * probing.
 */
export function expectedFromReplay(second: LinkSecond): ExpectedCounts {
  const { inPackets, lostRandom, lostBurst, lostQueue, meanDelayMs } = second;
  const lossFraction = inPackets === 0 ? 0 : (lostRandom + lostBurst + lostQueue) / inPackets;
  return { lossFraction, lossSlack: 0, includesQueue: true, meanDelayMs, delaySlackMs: 0.3 };
}

/** Counts that a link reported while it was probed. */
interface ReportedCounts {
  readonly inPackets: number;
  /** Share lost before the queue, and share lost in it. */
  readonly lostFraction?: number;
  readonly lostInQueueFraction?: number;
  readonly meanDelayMs?: number;
}

/**
 * Returns the id of the link to blame for a failed check: for rate and queue the bottleneck, otherwise the link whose own
 * delay or loss counters deviate most from what is expected. Undefined when none deviates: then the cause is the shaper, or
 * the machine it runs on.
 */
export function blameLink(
  { quantity, direction }: CalibrationCheck,
  paths: readonly OneWayPath[],
  seconds: readonly LinksLine[],
  expected: (link: Link, inPackets: number) => ExpectedCounts,
): string | undefined {
  const affected = paths.filter((path) => direction === undefined || path.direction === direction);
  if (quantity === 'rateBps' || quantity === 'queueMs') return affected[0]?.bottleneck?.id;
  const byLoss = quantity === 'lossFraction' || quantity === 'wrongFateFraction';
  const suspects = affected
    .flatMap(({ links }) => links)
    .map((link) => {
      const counted = countPackets(link, seconds);
      return { link, excess: excessDeviation(expected(link, counted.inPackets), byLoss, counted) };
    })
    .filter(({ excess }) => excess > 0)
    .sort((a, b) => b.excess - a.excess);
  return suspects[0]?.link.id;
}

/** Returns by how much a count deviates beyond its slack: a fraction for loss, ms for delay. */
function excessDeviation(
  expected: ExpectedCounts,
  byLoss: boolean,
  { lostFraction, lostInQueueFraction, meanDelayMs }: ReportedCounts,
): number {
  if (byLoss) {
    if (lostFraction === undefined || lostInQueueFraction === undefined) return 0;
    const lost = lostFraction + (expected.includesQueue ? lostInQueueFraction : 0);
    return Math.abs(lost - expected.lossFraction) - expected.lossSlack;
  }
  if (meanDelayMs === undefined || expected.meanDelayMs === undefined) return 0;
  return Math.abs(meanDelayMs - expected.meanDelayMs) - expected.delaySlackMs;
}

function countPackets({ id }: Link, seconds: readonly LinksLine[]): ReportedCounts {
  const mine = seconds.flatMap(({ links }) => links.filter(({ link }) => link === id));
  const total = (pick: (second: (typeof mine)[number]) => number) =>
    mine.reduce((sum, second) => sum + pick(second), 0);
  const inPackets = total((second) => second.inPackets);
  const outPackets = total((second) => second.outPackets);
  const delayed = mine.filter(({ meanDelayMs }) => meanDelayMs !== undefined);
  const delaySum = delayed.reduce((sum, second) => sum + (second.meanDelayMs ?? 0) * second.outPackets, 0);
  return {
    inPackets,
    ...(inPackets > 0 && {
      lostFraction: total((s) => s.lostRandom + s.lostBurst) / inPackets,
      lostInQueueFraction: total((s) => s.lostQueue) / inPackets,
    }),
    ...(delayed.length > 0 && outPackets > 0 && { meanDelayMs: delaySum / outPackets }),
  };
}
