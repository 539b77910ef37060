import type { LinkProfile, Traces } from '../../../model/scenario/link-profile.ts';
import { CodelQueue } from './codel-queue.ts';
import { DualPi2Queue } from './dualpi2-queue.ts';
import { FqCodelQueue } from './fq-codel-queue.ts';
import { queueLimits } from './queue-limits.ts';

/** Callbacks for what a queue does to packets beyond holding them. */
export interface QueueEvents {
  dropped(slot: number, atMs: number): void;
  /** Reports a packet marked "congestion experienced". */
  marked(slot: number): void;
}

/** Queue that decides about a packet when it leaves, so that packets wait in it until they are taken. */
export interface QueueDiscipline {
  /** Number of waiting packets. */
  readonly packets: number;
  /** Slot, waiting time, size and header of the packet taken last; the header says whether it was marked. */
  readonly slot: number;
  readonly waitedMs: number;
  readonly takenBytes: number;
  readonly header: number;
  /** Adds a packet; returns false when there is no room for it. */
  enqueue(slot: number, atMs: number, bytes: number, header: number): boolean;
  /** Takes the packet to send at `nowMs`. There is always one when packets wait. */
  take(nowMs: number): void;
}

/** Creates the discipline of a profile; undefined for drop-tail, which decides when a packet arrives. */
export function createDiscipline(
  profile: LinkProfile,
  traces: Traces,
  { seed, events }: { readonly seed: number; readonly events: QueueEvents },
): QueueDiscipline | undefined {
  const options = { limits: queueLimits(profile, traces), aqm: profile.aqm ?? {}, events };
  switch (profile.discipline) {
    case 'codel':
      return new CodelQueue(options);
    case 'fq-codel':
      return new FqCodelQueue(options, seed);
    case 'dualpi2':
      return new DualPi2Queue(options);
    default:
      return undefined;
  }
}
