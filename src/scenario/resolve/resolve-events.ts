import type { NetworkEvent } from '../../model/scenario/network.ts';
import { didYouMean } from '../reading/nearest.ts';
import { describeValue, diagnostic, type Notes, type Path } from '../reading/notes.ts';
import { EVENT_EFFECTS, EVENT_PLACES, eventsSchema, type WrittenEvent } from '../schema/events.ts';

const ALL = 'all';

/**
 * Resolves the scenario's events: one for each region that an event hits, or one for the first mile. `ids` are those of all
 * regions, undefined when they are not known.
 */
export function resolveEvents(value: unknown, ids: readonly string[] | undefined, notes: Notes): NetworkEvent[] {
  const parsed = eventsSchema.safeParse(value ?? []);
  // The scenario's schema reports errors of structure.
  if (!parsed.success) return [];
  return parsed.data.flatMap((event, index) => {
    const path = ['events', index];
    const refuse = (place: Path, expected: string, got: string, hint?: string) =>
      notes.diagnostics.push(diagnostic([...path, ...place], expected, got, hint));
    if (EVENT_EFFECTS.every((effect) => event[effect] === undefined))
      refuse([], `an effect: ${EVENT_EFFECTS.join(', ')}`, 'an event without one');
    if (event.rate !== undefined && event.hold !== undefined)
      refuse(['hold'], 'a rate or a hold, which is a rate of 0', 'both');
    const places = EVENT_PLACES.filter((place) => event[place] !== undefined);
    const [place] = places;
    if (place === undefined || places.length > 1) {
      refuse([], 'one place: haul, access or firstMile', place === undefined ? 'none' : places.join(' and '));
      return [];
    }
    const region = event[place];
    if (place === 'firstMile' || typeof region !== 'string') return [eventAt({ segment: 'first-mile' }, event)];
    if (ids === undefined) return [];
    const at = (id: string) => eventAt({ ...(place === 'access' && { segment: place }), region: id }, event);
    if (region === ALL) return ids.map(at);
    if (ids.includes(region)) return [at(region)];
    refuse([place], `one of ${[...ids, ALL].join(', ')}`, describeValue(region), didYouMean(region, [...ids, ALL]));
    return [];
  });
}

function eventAt(
  place: Pick<NetworkEvent, 'segment' | 'region'>,
  { at, for: forMs, name, only, delay, loss, blackout, rate, hold }: WrittenEvent,
): NetworkEvent {
  const rateBps = hold === true ? 0 : rate;
  return {
    ...{ name, ...place, fromMs: at, toMs: at + forMs },
    directions: only === undefined ? ['out', 'back'] : [only],
    extraDelayMs: delay ?? 0,
    lossFraction: loss ?? 0,
    blackout: blackout ?? false,
    ...(rateBps !== undefined && { rateBps }),
  };
}
