import type { NetworkEvent } from '../model/network.ts';
import { didYouMean } from './nearest.ts';
import { describeValue, finding, type Notes } from './notes.ts';
import { eventsSchema, type WrittenEvent } from './schema/events.ts';

const ALL = 'all';

/** The scenario's events, one for each region they hit. `ids`: every region's; undefined when those are not known. */
export function resolveEvents(value: unknown, ids: readonly string[] | undefined, notes: Notes): NetworkEvent[] {
  const parsed = eventsSchema.safeParse(value ?? []);
  // What is wrong with its structure the scenario's schema says.
  if (!parsed.success) return [];
  return parsed.data.flatMap((event, index) => {
    const path = ['events', index];
    if (event.delay === undefined && event.loss === undefined && event.blackout === undefined)
      notes.findings.push(finding(path, 'an effect: delay, loss or blackout', 'an event without one'));
    if (ids === undefined) return [];
    if (event.haul === ALL) return ids.map((region) => eventAt(region, event));
    if (ids.includes(event.haul)) return [eventAt(event.haul, event)];
    const expected = `one of ${[...ids, ALL].join(', ')}`;
    notes.findings.push(finding([...path, 'haul'], expected, describeValue(event.haul), didYouMean(event.haul, ids)));
    return [];
  });
}

function eventAt(region: string, { at, for: forMs, name, only, delay, loss, blackout }: WrittenEvent): NetworkEvent {
  return {
    ...{ name, region, fromMs: at, toMs: at + forMs },
    directions: only === undefined ? ['out', 'back'] : [only],
    extraDelayMs: delay ?? 0,
    lossFraction: loss ?? 0,
    blackout: blackout ?? false,
  };
}
