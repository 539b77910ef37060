import { createRandom, hash32, hashString } from '../lib/random.ts';
import { churnCount } from '../model/scenario/churn-count.ts';
import type { Scenario } from '../model/scenario/scenario.ts';
import type { ViewerPlan } from '../model/scenario/take.ts';

/** Part of the measured time in which viewers leave: what is before and after is long enough to be measured. */
const LEAVE_FROM = 0.25;
const LEAVE_UNTIL = 0.55;
/** Longest time from when a viewer leaves until another comes in its place, ms, and as a share of the measured time. */
const MOST_GAP_MS = 2000;
const MOST_GAP_SHARE = 0.1;

type Audience = Pick<Scenario, 'regions' | 'joinSpreadMs' | 'churn' | 'durationMs'>;

/**
 * Plans when viewers join and leave, drawn from the seed. Viewers are named "<region>-<n>" from 1; those who come in mid-show, one
 * for each who leaves, have the next numbers of the same region.
 */
export function planAudience({ regions, joinSpreadMs, churn, durationMs }: Audience, seed: number): ViewerPlan[] {
  const random = createRandom(hash32(seed, hashString('audience')));
  const seats = regions.flatMap(({ id, viewers }) =>
    Array.from({ length: viewers }, (_, i): ViewerPlan => {
      const plan = { id: `${id}-${i + 1}`, region: id };
      return joinSpreadMs === undefined ? plan : { ...plan, joinsAfterMs: Math.floor(random() * joinSpreadMs) };
    }),
  );
  if (churn === undefined) return seats;
  const leaving = new Set(chosen(seats.length, churnCount(churn, seats.length), random));
  const counts = new Map(regions.map(({ id, viewers }) => [id, viewers]));
  const come: ViewerPlan[] = [];
  const stay = seats.map((plan, i) => {
    if (!leaving.has(i)) return plan;
    const leavesAtMs = Math.floor(durationMs * (LEAVE_FROM + random() * (LEAVE_UNTIL - LEAVE_FROM)));
    const gapMs = random() * Math.min(MOST_GAP_MS, MOST_GAP_SHARE * durationMs);
    const number = (counts.get(plan.region) ?? 0) + 1;
    counts.set(plan.region, number);
    come.push({ id: `${plan.region}-${number}`, region: plan.region, joinsAtMs: Math.floor(leavesAtMs + gapMs) });
    return { ...plan, leavesAtMs };
  });
  return [...stay, ...come];
}

/** Draws `count` of the numbers below `of`. */
function chosen(of: number, count: number, random: () => number): number[] {
  const left = Array.from({ length: of }, (_, i) => i);
  return Array.from({ length: count }, () => left.splice(Math.floor(random() * left.length), 1)[0] ?? 0);
}
