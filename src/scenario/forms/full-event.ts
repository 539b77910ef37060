import { isMap } from '../reading/structure.ts';

/**
 * Returns an event in its full form: `outage: 5 s`, as people write a line that goes dark, loses every packet for that time, and
 * `haul: true`, as `firstMile: true`, is all hauls.
 */
export function fullEvent(event: unknown): unknown {
  if (!isMap(event)) return event;
  const placed = Object.fromEntries(
    Object.entries(event).map(([key, value]) => [
      key,
      value === true && (key === 'haul' || key === 'access') ? 'all' : value,
    ]),
  );
  const { outage, ...rest } = placed;
  if (outage === undefined || placed.for !== undefined || placed.blackout !== undefined) return placed;
  return { ...rest, for: outage, blackout: true };
}
