import type { RecordedTake } from '../../model/recording/recorded-take.ts';

/** Returns when the first viewer began to join (wall time, ms): from then on the host's state shows in the viewers' jitter buffers. */
export function firstJoinMs(take: Pick<RecordedTake, 'events'>): number | undefined {
  return take.events.find(({ name }) => name === 'join-started')?.atMs;
}
