import type { Aqm } from '../../../model/scenario/link-profile.ts';
import type { QueueLimits } from './queue-limits.ts';

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

/** Limits of a queue, settings of its discipline, and who is told of its decisions. */
export interface DisciplineOptions {
  readonly limits: QueueLimits;
  readonly aqm: Aqm;
  readonly events: QueueEvents;
}
