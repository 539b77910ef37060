import type { CalibrationCheck } from '../../model/calibration.ts';
import type { LinksLine } from '../../model/lines/sample-lines.ts';
import type { Link } from '../../model/network.ts';
import type { ProbedWay } from './probe-plan.ts';
import { linkLaw } from './way-law.ts';

/** A link's mean delay that differs from its law by less explains nothing. */
const DELAY_SLACK_MS = 1;

/** What a link counted while it was probed. */
interface Counted {
  readonly inPackets: number;
  readonly lostFraction?: number;
  readonly meanDelayMs?: number;
}

/**
 * Of the links that a check is about, the one whose own counters disagree most with its profile: for a rate the
 * bottleneck, else by delay or by loss. Undefined when none does: then it is the shaper, or the machine it runs on.
 */
export function blameLink(
  { quantity, direction }: CalibrationCheck,
  ways: readonly ProbedWay[],
  seconds: readonly LinksLine[],
): string | undefined {
  const concerned = ways.filter((way) => direction === undefined || way.direction === direction);
  if (quantity === 'rateBps') return concerned[0]?.bottleneck?.id;
  const suspects = concerned
    .flatMap(({ links }) => links)
    .map((link) => ({ link, excess: excessOf(link, quantity === 'lossFraction', counted(link, seconds)) }))
    .filter(({ excess }) => excess > 0)
    .sort((a, b) => b.excess - a.excess);
  return suspects[0]?.link.id;
}

function excessOf(link: Link, byLoss: boolean, { inPackets, lostFraction, meanDelayMs }: Counted): number {
  const law = linkLaw(link);
  if (!byLoss) return meanDelayMs === undefined ? 0 : Math.abs(meanDelayMs - law.meanDelayMs) - DELAY_SLACK_MS;
  if (lostFraction === undefined) return 0;
  // Three standard deviations of independent losses, and two packets more.
  const slack = 3 * Math.sqrt((law.lossFraction * (1 - law.lossFraction)) / inPackets) + 2 / inPackets;
  return Math.abs(lostFraction - law.lossFraction) - (law.lossFraction > 0 ? slack : 0);
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
