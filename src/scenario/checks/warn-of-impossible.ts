import type { Segment } from '../../model/scenario/network.ts';
import type { Region, Scenario } from '../../model/scenario/scenario.ts';
import type { Notes } from '../reading/notes.ts';

/** Round trips without which no player has a first frame: one to ask for the stream, one to agree on its encryption. */
const LEAST_ROUND_TRIPS = 2;

/** Warns of limits that no stream can keep: the distance alone takes longer, whatever is sent. */
export function warnOfImpossible({ regions, budgets, broadcast }: Scenario, notes: Notes): void {
  for (const region of regions)
    for (const { metric, ready, origin } of budgets[region.id] ?? []) {
      const leastMs = leastOf(metric, region, broadcast.firstMile);
      if (origin === 'default' || leastMs === undefined || ready.limit >= leastMs) continue;
      notes.warnings.push({
        path: ['budgets'],
        text: `${metric} of ${region.id} can never be ${ready.limit} ms: the way there alone takes ${Math.round(leastMs)} ms`,
      });
    }
}

/** Returns the least that the distance makes of a metric, ms; undefined for metrics that distance does not bound. */
function leastOf(metric: string, { haul, access }: Region, firstMile: Segment): number | undefined {
  if (metric === 'latency') return firstMile.out.delayMs + haul.out.delayMs + access.out.delayMs;
  if (metric !== 'firstFrame') return undefined;
  const roundTripMs = [haul, access].reduce((sum, { out, back }) => sum + out.delayMs + back.delayMs, 0);
  return LEAST_ROUND_TRIPS * roundTripMs;
}
