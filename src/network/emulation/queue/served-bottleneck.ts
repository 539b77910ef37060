import type { LinkProfile } from '../../../model/scenario/link-profile.ts';
import type { Capacity } from '../capacity/capacity.ts';
import { msPerByte } from './bottleneck.ts';
import type { QueueDiscipline } from './queue-discipline.ts';

/**
 * Bottleneck whose queue decides about a packet when its turn to be sent comes, so that it must be served at startMs().
 * Times are link times, which `offsetMs` converts into weather time for the capacity; they must not decrease across
 * enqueue() and serve().
 */
export class ServedBottleneck {
  readonly queue: QueueDiscipline;
  readonly #msPerByte: number;
  readonly #capacity: Capacity | undefined;
  /** Arrival of the packet that found the queue empty. */
  #sinceMs = Number.NEGATIVE_INFINITY;
  /** Time at which all served packets have been sent. */
  freeMs = Number.NEGATIVE_INFINITY;

  constructor(profile: LinkProfile, capacity: Capacity | undefined, queue: QueueDiscipline) {
    this.queue = queue;
    this.#msPerByte = msPerByte(profile);
    this.#capacity = capacity;
  }

  /** Adds a packet to the queue; returns false when the queue is full. */
  enqueue(slot: number, atMs: number, bytes: number, header: number): boolean {
    if (this.queue.packets === 0) this.#sinceMs = atMs;
    return this.queue.enqueue(slot, atMs, bytes, header);
  }

  /** Returns when the next packet can be sent. Packets must wait. */
  startMs(offsetMs: number): number {
    const freeMs = Math.max(this.#sinceMs, this.freeMs);
    const capacity = this.#capacity;
    return capacity === undefined ? freeMs : capacity.startMs(this.#sinceMs + offsetMs, freeMs + offsetMs) - offsetMs;
  }

  /** Takes the next packet from the queue, at startMs(); it has been sent by `freeMs`. */
  serve(nowMs: number, offsetMs: number): void {
    const { queue } = this;
    queue.take(nowMs);
    const capacity = this.#capacity;
    this.freeMs =
      capacity === undefined
        ? nowMs + queue.takenBytes * this.#msPerByte
        : // Weather time may have jumped since startMs() was called: never before now.
          Math.max(nowMs, capacity.finishMs(nowMs + offsetMs, queue.takenBytes) - offsetMs);
  }
}
