import type { HostErrors } from '../../model/host-error.ts';
import type { RecordedTake } from '../../model/recorded-take.ts';

/** By viewer. */
export function hostErrors(take: RecordedTake): Readonly<Record<string, HostErrors>> {
  return Object.fromEntries(take.viewers.map(({ id }) => [id, {}]));
}
