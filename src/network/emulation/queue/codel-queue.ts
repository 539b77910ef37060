import type { LinkProfile, Traces } from '../../../model/scenario/link-profile.ts';
import type { Capacity } from '../capacity/capacity.ts';
import { msPerByte } from './bottleneck.ts';
import { PacketRing } from './packet-ring.ts';
import { type QueueLimits, queueLimits } from './queue-limits.ts';

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
 * Bottleneck with a CoDel queue, as in RFC 8289, section 5. CoDel judges a packet when it leaves the queue, by the packets
 * behind it, so packets wait here until they are served. Times are link times, which `offsetMs` converts into weather time
 * for the capacity; they must not decrease across enqueue() and serve().
 */
export class CodelQueue {
  readonly #msPerByte: number;
  readonly #capacity: Capacity | undefined;
  readonly #limits: QueueLimits;
  readonly #waiting = new PacketRing();
  #freeMs = Number.NEGATIVE_INFINITY;

  #firstAboveMs = NOT_ABOVE;
  #dropNextMs = 0;
  #count = 0;
  #lastCount = 0;
  #dropping = false;
  #okToDrop = false;

  /** Waiting time and size of the packet dequeued last. */
  waitedMs = 0;
  servedBytes = 0;

  constructor(profile: LinkProfile, capacity: Capacity | undefined, traces: Traces = {}) {
    this.#msPerByte = msPerByte(profile);
    this.#capacity = capacity;
    this.#limits = queueLimits(profile, traces);
  }

  get packets(): number {
    return this.#waiting.packets;
  }

  /** Time at which all served packets have been sent. */
  get freeMs(): number {
    return this.#freeMs;
  }

  /** Adds a packet to the queue; returns false when the queue is full. */
  enqueue(slot: number, atMs: number, bytes: number): boolean {
    if (this.#isFull(bytes)) return false;
    this.#waiting.push(slot, atMs, bytes);
    return true;
  }

  /** Returns when the first waiting packet can be sent. */
  startMs(offsetMs: number): number {
    const arrivedMs = this.#waiting.firstTimeMs;
    const freeMs = Math.max(arrivedMs, this.#freeMs);
    const capacity = this.#capacity;
    return capacity === undefined ? freeMs : capacity.startMs(arrivedMs + offsetMs, freeMs + offsetMs) - offsetMs;
  }

  /**
   * Dequeues at startMs() and returns the slot that is sent now; it has left by `freeMs`. Passes dropped slots to `onDrop`.
   * There is always one to send: CoDel does not drop a packet without a full one behind it.
   */
  serve(nowMs: number, offsetMs: number, onDrop: (slot: number) => void): number {
    let slot = this.#dequeue(nowMs);
    if (this.#dropping) {
      if (!this.#okToDrop) this.#dropping = false;
      while (this.#dropping && nowMs >= this.#dropNextMs) {
        onDrop(slot);
        this.#count++;
        slot = this.#dequeue(nowMs);
        if (this.#okToDrop) this.#dropNextMs = controlLaw(this.#dropNextMs, this.#count);
        else this.#dropping = false;
      }
    } else if (this.#okToDrop) {
      onDrop(slot);
      slot = this.#dequeue(nowMs);
      this.#startDropping(nowMs);
    }
    const capacity = this.#capacity;
    this.#freeMs =
      capacity === undefined
        ? nowMs + this.servedBytes * this.#msPerByte
        : // Weather time may have jumped since startMs() was called: never before now.
          Math.max(nowMs, capacity.finishMs(nowMs + offsetMs, this.servedBytes) - offsetMs);
    return slot;
  }

  /** Dequeues one packet: dodequeue() of the RFC. */
  #dequeue(nowMs: number): number {
    const slot = this.#waiting.firstSlot;
    this.waitedMs = nowMs - this.#waiting.firstTimeMs;
    this.servedBytes = this.#waiting.firstBytes;
    this.#waiting.shift();
    this.#okToDrop = false;
    if (this.waitedMs < TARGET_MS || this.#waiting.bytes <= LARGEST_PACKET_BYTES) this.#firstAboveMs = NOT_ABOVE;
    else if (this.#firstAboveMs === NOT_ABOVE) this.#firstAboveMs = nowMs + INTERVAL_MS;
    else this.#okToDrop = nowMs >= this.#firstAboveMs;
    return slot;
  }

  #startDropping(nowMs: number): void {
    const delta = this.#count - this.#lastCount;
    const recent = nowMs - this.#dropNextMs < RECENT_INTERVALS * INTERVAL_MS;
    this.#dropping = true;
    this.#count = delta > 1 && recent ? delta : 1;
    this.#dropNextMs = controlLaw(nowMs, this.#count);
    this.#lastCount = this.#count;
  }

  #isFull(bytes: number): boolean {
    const { packets: waiting, bytes: waitingBytes } = this.#waiting;
    if (waiting === 0) return false;
    return waiting >= this.#limits.packets || waitingBytes + bytes > this.#limits.bytes;
  }
}

function controlLaw(fromMs: number, count: number): number {
  return fromMs + INTERVAL_MS / Math.sqrt(count);
}
