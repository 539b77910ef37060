import type { LinksLine } from '../../model/recording/sample-lines.ts';
import type { CalibrationCheck } from '../../model/result/calibration.ts';
import type { Link, LinkSecond } from '../../model/scenario/network.ts';
import { linkLaw } from './expected-stats.ts';
import type { OneWayPath } from './probed-path.ts';

/** What a link has to count while it is probed, and by how much that may differ and explain nothing. */
export interface Expected {
  readonly lossFraction: number;
  readonly lossSlack: number;
  /** Undefined when nothing came through. */
  readonly meanDelayMs: number | undefined;
  readonly delaySlackMs: number;
}

/** Where only the law of a link is known. `inPackets` entered it. */
export function expectedByLaw(link: Link, inPackets: number): Expected {
  const { lossFraction, meanDelayMs } = linkLaw(link);
  // Three standard deviations of independent losses, and two packets more.
  const spread = 3 * Math.sqrt((lossFraction * (1 - lossFraction)) / inPackets) + 2 / inPackets;
  return { lossFraction, lossSlack: lossFraction > 0 ? spread : 0, meanDelayMs, delaySlackMs: 1 };
}

/** Where the very counts are foretold: seconds of the router do not begin and end with the probing. */
export function expectedByCount({ inPackets, outPackets, meanDelayMs }: LinkSecond): Expected {
  const lossFraction = inPackets === 0 ? 0 : 1 - outPackets / inPackets;
  return { lossFraction, lossSlack: 0, meanDelayMs, delaySlackMs: 0.3 };
}

/** What a link counted while it was probed. */
interface Counted {
  readonly inPackets: number;
  readonly lostFraction?: number;
  readonly meanDelayMs?: number;
}

/**
 * Of the links that a check is about, the one whose own counters disagree most with what they should be: for rate and queue
 * the bottleneck, else by delay or by loss. Undefined when none does: then it is the shaper, or the machine it runs on.
 */
export function blameLink(
  { quantity, direction }: CalibrationCheck,
  ways: readonly OneWayPath[],
  seconds: readonly LinksLine[],
  expected: (link: Link, inPackets: number) => Expected,
): string | undefined {
  const concerned = ways.filter((way) => direction === undefined || way.direction === direction);
  if (quantity === 'rateBps' || quantity === 'queueMs') return concerned[0]?.bottleneck?.id;
  const byLoss = quantity === 'lossFraction' || quantity === 'wrongFateFraction';
  const suspects = concerned
    .flatMap(({ links }) => links)
    .map((link) => {
      const found = counted(link, seconds);
      return { link, excess: excessOf(expected(link, found.inPackets), byLoss, found) };
    })
    .filter(({ excess }) => excess > 0)
    .sort((a, b) => b.excess - a.excess);
  return suspects[0]?.link.id;
}

function excessOf(asked: Expected, byLoss: boolean, { lostFraction, meanDelayMs }: Counted): number {
  if (byLoss) return lostFraction === undefined ? 0 : Math.abs(lostFraction - asked.lossFraction) - asked.lossSlack;
  if (meanDelayMs === undefined || asked.meanDelayMs === undefined) return 0;
  return Math.abs(meanDelayMs - asked.meanDelayMs) - asked.delaySlackMs;
}

function counted({ id }: Link, seconds: readonly LinksLine[]): Counted {
  const mine = seconds.flatMap(({ links }) => links.filter(({ link }) => link === id));
  const total = (pick: (second: (typeof mine)[number]) => number) =>
    mine.reduce((sum, second) => sum + pick(second), 0);
  const inPackets = total((second) => second.inPackets);
  const outPackets = total((second) => second.outPackets);
  const delayed = mine.filter(({ meanDelayMs }) => meanDelayMs !== undefined);
  const delaySum = delayed.reduce((sum, second) => sum + (second.meanDelayMs ?? 0) * second.outPackets, 0);
  return {
    inPackets,
    ...(inPackets > 0 && { lostFraction: total((s) => s.lostRandom + s.lostBurst) / inPackets }),
    ...(delayed.length > 0 && outPackets > 0 && { meanDelayMs: delaySum / outPackets }),
  };
}
