import type { Bound, Budget } from '../../model/scenario/budget.ts';
import type { Span } from '../../model/scenario/link-profile.ts';
import type { NetworkEvent, Segment } from '../../model/scenario/network.ts';
import type { Region, Scenario } from '../../model/scenario/scenario.ts';
import type { Notes } from '../reading/notes.ts';
import { formatBareBound } from './format-bare-bound.ts';

/** Time that a player may bridge with what it has in its buffer, ms; shorter stalls may pass unseen. */
const BRIDGED_MS = 300;

/** Warns of limits that the scenario's own outages make impossible, and of rate limits that limit nothing. */
export function warnOfEvents(scenario: Scenario, notes: Notes): void {
  for (const { ids, longestMs, limits } of brokenLimits(scenario))
    notes.warnings.push({
      path: scenario.events === undefined ? ['regions'] : ['events'],
      text: `nothing gets through for ${longestMs / 1000} s, so that ${ids.join(', ')} cannot keep: ${limits}`,
    });
  for (const group of groupedEvents(scenario.events ?? [])) warnOfIdleRate(group, scenario, notes);
}

interface BrokenLimits {
  readonly ids: string[];
  readonly longestMs: number;
  readonly limits: string;
}

/** Lists the limits that outages break, once for all regions that have the same. */
function brokenLimits(scenario: Scenario): readonly BrokenLimits[] {
  const found = new Map<string, BrokenLimits>();
  for (const region of scenario.regions) {
    const stalls = stallsOf(region, scenario);
    const broken = (scenario.budgets[region.id] ?? []).filter(
      (budget) => stalls.length > 0 && breaks(budget, stalls, scenario.durationMs),
    );
    if (broken.length === 0) continue;
    const longestMs = Math.max(...stalls);
    const limits = broken.map((each) => `${each.metric} ${formatBareBound(each)}`).join(', ');
    const key = `${longestMs} ${limits}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, { ids: [region.id], longestMs, limits });
    else known.ids.push(region.id);
  }
  return [...found.values()];
}

/** Lists how long nothing reaches a region's viewers, each time that it is long enough to be seen, ms. */
function stallsOf(region: Region, { events = [], broadcast, durationMs }: Scenario): readonly number[] {
  const own = events.filter(
    (event) =>
      (event.region === undefined || event.region === region.id) &&
      event.directions.includes('out') &&
      (event.blackout || event.rateBps === 0 || event.lossFraction >= 1),
  );
  const ofLines = [broadcast.firstMile, region.haul, region.access].flatMap(({ out }) => [
    ...(out.blackouts ?? []),
    ...(out.rateCaps ?? []).filter(({ rateBps }) => rateBps === 0),
  ]);
  return merged([...own, ...ofLines])
    .map(({ fromMs, toMs }) => Math.min(toMs, durationMs) - Math.max(0, fromMs) - BRIDGED_MS)
    .filter((lengthMs) => lengthMs > 0)
    .map((lengthMs) => lengthMs + BRIDGED_MS);
}

/** Merges spans that touch: two segments that are dark at once are one stall. */
function merged(spans: readonly Span[]): readonly Span[] {
  const all: Span[] = [];
  for (const { fromMs, toMs } of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = all.at(-1);
    if (last === undefined || fromMs > last.toMs) all.push({ fromMs, toMs });
    else all[all.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, toMs) };
  }
  return all;
}

function breaks({ metric, ready }: Budget, stalls: readonly number[], durationMs: number): boolean {
  const seen = stalls.map((lengthMs) => lengthMs - BRIDGED_MS);
  const share = seen.reduce((sum, each) => sum + each, 0) / durationMs;
  switch (metric) {
    case 'longestFreeze':
    case 'longestAudioGap':
      return !keeps(Math.max(...seen), ready);
    case 'stutterRate':
    case 'freezeRate':
    case 'audioStutterRate':
      return !keeps(share, ready);
    case 'freezeCount':
      return !keeps(seen.length, ready);
    default:
      return false;
  }
}

/** Reports whether the least that a number can be is within a bound from above. */
function keeps(least: number, { comparison, limit }: Bound): boolean {
  return comparison === '<' ? least < limit : comparison === '<=' ? least <= limit : true;
}

/** Gathers what one event of the file has become: one for each region that it hits. */
function groupedEvents(events: readonly NetworkEvent[]): readonly (readonly NetworkEvent[])[] {
  const groups = new Map<string, NetworkEvent[]>();
  for (const event of events) {
    const { region: _, ...rest } = event;
    const key = JSON.stringify(rest);
    groups.set(key, [...(groups.get(key) ?? []), event]);
  }
  return [...groups.values()];
}

/** Warns of a rate that no line of the event's is faster than. */
function warnOfIdleRate(group: readonly NetworkEvent[], { broadcast, regions }: Scenario, notes: Notes): void {
  const [event] = group;
  const rateBps = event?.rateBps;
  if (event === undefined || rateBps === undefined || rateBps === 0) return;
  const lines = group.flatMap(({ region, segment, directions }): readonly (number | undefined)[] => {
    const place = regions.find(({ id }) => id === region);
    const line: Segment | undefined =
      segment === 'first-mile' ? broadcast.firstMile : segment === 'access' ? place?.access : place?.haul;
    return directions.map((direction) =>
      line?.[direction].rateSteps === undefined && line?.[direction].trace === undefined
        ? line?.[direction].rateBps
        : undefined,
    );
  });
  const widest = Math.max(...lines.map((bps) => bps ?? Number.POSITIVE_INFINITY));
  if (widest <= rateBps)
    notes.warnings.push({
      path: ['events'],
      text: `the rate of ${rateBps / 1e6} Mbps at ${event.fromMs / 1000} s limits nothing: the line carries ${widest / 1e6} Mbps`,
    });
}
