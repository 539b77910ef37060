import type { Aqm } from '../../../model/scenario/link-profile.ts';
import { isEcnCapable, isL4s, isMarked, withMark } from '../packet-header.ts';
import type { PacketRing } from './packet-ring.ts';
import type { QueueEvents } from './queue-discipline.ts';

/**
 * Target and interval of RFC 8289, sections 4.2 to 4.4: acceptable standing queue delay, and time to observe that it
 * persists.
 */
const TARGET_MS = 5;
const INTERVAL_MS = 100;
/** Queue size that never counts as a standing queue: one full-size packet, maxpacket_ of RFC 8289, an MTU here. */
const LARGEST_PACKET_BYTES = 1500;
/** Intervals within which a new dropping state resumes the drop rate of the last one. */
const RECENT_INTERVALS = 16;
/** Value of #firstAboveMs while the queue is below the target: first_above_time_ of 0 in the RFC. */
const NOT_ABOVE = Number.POSITIVE_INFINITY;

/**
 * CoDel over one queue, as in RFC 8289, section 5: takes packets out of it, and drops some. With ECN, a packet of a sender
 * that understands it is marked where it would be dropped, and sent, as Linux does it (include/net/codel_impl.h).
 */
export class CodelControl {
  readonly #targetMs: number;
  readonly #intervalMs: number;
  readonly #ecn: boolean;
  /** Waiting time beyond which L4S packets are marked; Infinity without. */
  readonly #stepMs: number;
  readonly #events: QueueEvents;

  #firstAboveMs = NOT_ABOVE;
  #dropNextMs = 0;
  #count = 0;
  #lastCount = 0;
  #dropping = false;
  #okToDrop = false;

  /** Packet taken last. */
  slot = 0;
  waitedMs = 0;
  bytes = 0;
  header = 0;

  constructor({ targetMs = TARGET_MS, intervalMs = INTERVAL_MS, ecn = false, stepMs }: Aqm, events: QueueEvents) {
    this.#targetMs = targetMs;
    this.#intervalMs = intervalMs;
    this.#ecn = ecn;
    this.#stepMs = stepMs ?? Number.POSITIVE_INFINITY;
    this.#events = events;
  }

  /**
   * Takes the packet to send out of `ring`, which must not be empty. There is always one: CoDel does not drop a packet
   * without a full one behind it.
   */
  take(ring: PacketRing, nowMs: number): void {
    this.#dequeue(ring, nowMs);
    if (this.#dropping) this.#continueDropping(ring, nowMs);
    else if (this.#okToDrop) {
      if (!this.#markInstead()) {
        this.#events.dropped(this.slot, nowMs);
        this.#dequeue(ring, nowMs);
      }
      this.#startDropping(nowMs);
    }
    if (this.waitedMs > this.#stepMs && isL4s(this.header)) this.#mark();
  }

  #continueDropping(ring: PacketRing, nowMs: number): void {
    if (!this.#okToDrop) this.#dropping = false;
    while (this.#dropping && nowMs >= this.#dropNextMs) {
      this.#count++;
      if (this.#markInstead()) {
        this.#dropNextMs = this.#controlLaw(this.#dropNextMs);
        return;
      }
      this.#events.dropped(this.slot, nowMs);
      this.#dequeue(ring, nowMs);
      if (this.#okToDrop) this.#dropNextMs = this.#controlLaw(this.#dropNextMs);
      else this.#dropping = false;
    }
  }

  /** Dequeues one packet: dodequeue() of the RFC. */
  #dequeue(ring: PacketRing, nowMs: number): void {
    this.slot = ring.firstSlot;
    this.waitedMs = nowMs - ring.firstTimeMs;
    this.bytes = ring.firstBytes;
    this.header = ring.firstHeader;
    ring.shift();
    this.#okToDrop = false;
    if (this.waitedMs < this.#targetMs || ring.bytes <= LARGEST_PACKET_BYTES) this.#firstAboveMs = NOT_ABOVE;
    else if (this.#firstAboveMs === NOT_ABOVE) this.#firstAboveMs = nowMs + this.#intervalMs;
    else this.#okToDrop = nowMs >= this.#firstAboveMs;
  }

  #startDropping(nowMs: number): void {
    const delta = this.#count - this.#lastCount;
    const recent = nowMs - this.#dropNextMs < RECENT_INTERVALS * this.#intervalMs;
    this.#dropping = true;
    this.#count = delta > 1 && recent ? delta : 1;
    this.#dropNextMs = this.#controlLaw(nowMs);
    this.#lastCount = this.#count;
  }

  /** Marks the packet taken last if it may be marked; returns whether it was. */
  #markInstead(): boolean {
    if (!this.#ecn || !isEcnCapable(this.header)) return false;
    this.#mark();
    return true;
  }

  #mark(): void {
    if (isMarked(this.header)) return;
    this.header = withMark(this.header);
    this.#events.marked(this.slot);
  }

  #controlLaw(fromMs: number): number {
    return fromMs + this.#intervalMs / Math.sqrt(this.#count);
  }
}
