import type { Segment } from '../../model/scenario/network.ts';
import type { Region, Scenario } from '../../model/scenario/scenario.ts';
import type { Notes } from '../reading/notes.ts';

/** Round trips without which no player has a first frame: one to ask for the stream, one to agree on its encryption. */
const LEAST_ROUND_TRIPS = 2;

/**
 * Warns of limits that no stream can keep, since the distance alone takes longer, and of those on the frame rate that a picture has not
 * enough frames for.
 */
export function warnOfImpossible(scenario: Scenario, notes: Notes): void {
  warnOfFewFrames(scenario, notes);
  const { regions, budgets, broadcast } = scenario;
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

function warnOfFewFrames({ budgets, broadcast, variants = [] }: Scenario, notes: Notes): void {
  const most = Math.max(
    0,
    ...Object.values(budgets).flatMap((list) =>
      list.flatMap(({ metric, ready }) => (metric === 'frameRate' ? [ready.limit] : [])),
    ),
  );
  for (const [path, { video }] of [
    [['broadcast', 'video'], broadcast] as const,
    ...variants.map(({ name, broadcast: own }) => [['variants', name], own] as const),
  ])
    if (video.fps < most)
      notes.warnings.push({
        path: [...path],
        text: `has ${video.fps} fps, so that no limit of ${most} fps can be kept`,
      });
}

/** Returns the least that the distance makes of a metric, ms; undefined for metrics that distance does not bound. */
function leastOf(metric: string, { haul, access }: Region, firstMile: Segment): number | undefined {
  if (metric === 'latency') return firstMile.out.delayMs + haul.out.delayMs + access.out.delayMs;
  if (metric !== 'firstFrame') return undefined;
  const roundTripMs = [haul, access].reduce((sum, { out, back }) => sum + out.delayMs + back.delayMs, 0);
  return LEAST_ROUND_TRIPS * roundTripMs;
}
