import { isMap } from '../reading/structure.ts';

/** Returns an event with `outage: 5 s`, as people write a line that goes dark, in its full form: every packet is lost for that time. */
export function fullEvent(event: unknown): unknown {
  if (!isMap(event) || event.outage === undefined || event.for !== undefined || event.blackout !== undefined)
    return event;
  const { outage, ...rest } = event;
  return { ...rest, for: outage, blackout: true };
}
