import { CodelControl } from './codel-control.ts';
import { PacketRing } from './packet-ring.ts';
import type { DisciplineOptions, QueueDiscipline } from './queue-discipline.ts';
import type { QueueLimits } from './queue-limits.ts';

/** One queue for all packets, kept short by CoDel (RFC 8289). When it is full, the newest packet is dropped. */
export class CodelQueue implements QueueDiscipline {
  readonly #limits: QueueLimits;
  readonly #waiting = new PacketRing();
  readonly #control: CodelControl;

  constructor({ limits, aqm, events }: DisciplineOptions) {
    this.#limits = limits;
    this.#control = new CodelControl(aqm, events);
  }

  get packets(): number {
    return this.#waiting.packets;
  }

  get slot(): number {
    return this.#control.slot;
  }

  get waitedMs(): number {
    return this.#control.waitedMs;
  }

  get takenBytes(): number {
    return this.#control.bytes;
  }

  get header(): number {
    return this.#control.header;
  }

  enqueue(slot: number, atMs: number, bytes: number, header: number): boolean {
    const { packets, bytes: waitingBytes } = this.#waiting;
    const isFull = packets >= this.#limits.packets || waitingBytes + bytes > this.#limits.bytes;
    if (packets > 0 && isFull) return false;
    this.#waiting.push(slot, atMs, bytes, header);
    return true;
  }

  take(nowMs: number): void {
    this.#control.take(this.#waiting, nowMs);
  }
}
