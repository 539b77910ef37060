import type { LinkProfile, Traces } from '../../../model/scenario/network.ts';
import type { Capacity } from '../capacity/capacity.ts';
import { msPerByte } from './bottleneck.ts';
import { PacketRing } from './packet-ring.ts';
import { type QueueLimits, queueLimits } from './queue-limits.ts';

/** RFC 8289, sections 4.2 to 4.4: the queue an open path may keep, and how long it takes to see that it stays. */
const TARGET_MS = 5;
const INTERVAL_MS = 100;
/** A queue of no more than one packet of full size is no standing queue: maxpacket_ of RFC 8289, an MTU here. */
const LARGEST_PACKET_BYTES = 1500;
/** A dropping state that begins this soon after the last goes on where that one left. */
const RECENT_INTERVALS = 16;
/** The queue is below the target: first_above_time_ of 0 in the RFC. */
const NOT_ABOVE = Number.POSITIVE_INFINITY;

/**
 * A bottleneck whose queue CoDel keeps short, as RFC 8289, section 5 writes it. CoDel judges a packet when it leaves the queue,
 * by what stands behind it then, so packets wait here until they are served. Times are those of packets, which `offsetMs`
 * turns into weather time for the capacity; they must not decrease over enqueue() and serve() together.
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

  /** Of the packet last taken out: how long it waited and its size. */
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

  /** When all that was served has gone. */
  get freeMs(): number {
    return this.#freeMs;
  }

  /** Whether the packet may wait; if not, the queue is full. */
  enqueue(slot: number, atMs: number, bytes: number): boolean {
    if (this.#isFull(bytes)) return false;
    this.#waiting.push(slot, atMs, bytes);
    return true;
  }

  /** When the first of those that wait can be sent. */
  startMs(offsetMs: number): number {
    const cameMs = this.#waiting.firstTimeMs;
    const freeMs = Math.max(cameMs, this.#freeMs);
    const capacity = this.#capacity;
    return capacity === undefined ? freeMs : capacity.startMs(cameMs + offsetMs, freeMs + offsetMs) - offsetMs;
  }

  /**
   * At startMs(): the slot that is sent now and gone by `freeMs`. Slots dropped instead are handed to `onDrop`; there is
   * always one to send, for CoDel does not drop what has no full packet behind it.
   */
  serve(nowMs: number, offsetMs: number, onDrop: (slot: number) => void): number {
    let slot = this.#take(nowMs);
    if (this.#dropping) {
      if (!this.#okToDrop) this.#dropping = false;
      while (this.#dropping && nowMs >= this.#dropNextMs) {
        onDrop(slot);
        this.#count++;
        slot = this.#take(nowMs);
        if (this.#okToDrop) this.#dropNextMs = controlLaw(this.#dropNextMs, this.#count);
        else this.#dropping = false;
      }
    } else if (this.#okToDrop) {
      onDrop(slot);
      slot = this.#take(nowMs);
      this.#startDropping(nowMs);
    }
    const capacity = this.#capacity;
    this.#freeMs =
      capacity === undefined
        ? nowMs + this.servedBytes * this.#msPerByte
        : // Not before now, should weather time have jumped since startMs() was asked.
          Math.max(nowMs, capacity.finishMs(nowMs + offsetMs, this.servedBytes) - offsetMs);
    return slot;
  }

  /** dodequeue() of the RFC. */
  #take(nowMs: number): number {
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
