import { hash32 } from '../../lib/random.ts';
import type { LinkSecond } from '../../model/recording/link-second.ts';
import type { Traces } from '../../model/scenario/link-profile.ts';
import type { Link } from '../../model/scenario/network.ts';
import type { Capacity } from './capacity/capacity.ts';
import { createCapacity } from './capacity/create-capacity.ts';
import { RadioPromotion } from './delay/radio-promotion.ts';
import { Impairments, UNMARKED } from './impairments.ts';
import { LinkCounters } from './link-counters.ts';
import { mustStayWhole, NO_HEADER } from './packet-header.ts';
import { NO_SLOT } from './packet-pool.ts';
import { LOST_QUEUE } from './queue/bottleneck.ts';
import { LinkQueue, WAITS } from './queue/link-queue.ts';
import type { QueueEvents } from './queue/queue-discipline.ts';
import { Reorderer } from './reorderer.ts';
import { LOST_BLACKOUT, LOST_BURST, LOST_RANDOM, PASSED, Weather } from './weather.ts';

/** Fate of a packet that is larger than the link's MTU and must not be fragmented. */
export const LOST_MTU = -6;

const REORDER_STREAM = 10;
/** IPv4 header, which each fragment has. */
const HEADER_BYTES = 20;
const NO_EVENTS: QueueEvents = { dropped: () => {}, marked: () => {} };

export interface LinkOptions {
  /** Weather time at the links' epoch, in ms. */
  readonly weatherMs?: number;
  /** Traces that profiles refer to by name. */
  readonly traces?: Traces;
  /** Told of packets that the queue drops or marks after they were admitted. */
  readonly queueEvents?: QueueEvents;
}

/**
 * Pure emulation of one direction of one segment: takes the time a packet enters, returns the time it comes out. The order
 * of effects is netem's: duplication, loss, corruption, then the bottleneck (FIFO with tail drop, CoDel or FQ-CoDel, shared with cross traffic), then
 * reordering, or delay with jitter. Times are ms since the link's epoch and must not decrease from call to call. Weather
 * time runs at an offset from them that changes once, when the measured window opens.
 */
export class EmulatedLink {
  readonly id: string;
  readonly #weather: Weather;
  /** Undefined on a link without the effect, as are the four fields below. */
  readonly #impairments: Impairments | undefined;
  readonly #capacity: Capacity | undefined;
  readonly #queue: LinkQueue | undefined;
  readonly #reorderer: Reorderer | undefined;
  readonly #promotion: RadioPromotion | undefined;
  /** Extra delay of packets that the reorderer picks; undefined where they skip the delay instead. */
  readonly #lateMs: number | undefined;
  readonly #mayOvertake: boolean;
  readonly #mtuBytes: number;
  readonly #counters: LinkCounters;
  /** Weather time minus link time. */
  #offsetMs: number;
  #lastDueMs = Number.NEGATIVE_INFINITY;
  /** COPIED, CORRUPTED, both or neither, for the packet admitted last. */
  marks = UNMARKED;
  /** Lower bound of the time any packet spends in the link. */
  readonly leastDelayMs: number;

  constructor(
    { id, profile, seed, segmentSeed = seed }: Pick<Link, 'id' | 'profile' | 'seed' | 'segmentSeed'>,
    { weatherMs = 0, traces = {}, queueEvents = NO_EVENTS }: LinkOptions = {},
  ) {
    this.id = id;
    this.#offsetMs = weatherMs;
    this.#weather = new Weather(profile, seed);
    const { duplicateFraction = 0, corruptFraction = 0, reorder, radio } = profile;
    if (duplicateFraction > 0 || corruptFraction > 0) this.#impairments = new Impairments(profile, seed);
    this.#capacity = createCapacity(profile, traces, segmentSeed);
    const isLimited = profile.rateBps !== undefined || this.#capacity !== undefined;
    if (reorder !== undefined) this.#reorderer = new Reorderer(reorder, hash32(seed, REORDER_STREAM));
    this.#lateMs = reorder?.lateMs;
    this.#mayOvertake = profile.jitterReorders === true;
    if (radio?.promotion !== undefined) this.#promotion = new RadioPromotion(radio.promotion);
    this.leastDelayMs = reorder === undefined || reorder.lateMs !== undefined ? this.#weather.leastDelayMs : 0;
    const counters = new LinkCounters(profile, isLimited);
    this.#counters = counters;
    this.#mtuBytes = profile.mtuBytes ?? Number.POSITIVE_INFINITY;
    if (!isLimited) return;
    const shared = { capacity: this.#capacity, traces, seed, weatherMs, counters, events: queueEvents };
    this.#queue = new LinkQueue(profile, shared);
  }

  /** Moves weather time forward to `weatherMs`. Throws when that would be a step back. */
  setWeather(atMs: number, weatherMs: number): void {
    const offsetMs = weatherMs - atMs;
    if (offsetMs < this.#offsetMs) throw new Error(`the weather of ${this.id} cannot go back in time`);
    this.#offsetMs = offsetMs;
    this.#queue?.setOffset(atMs, offsetMs);
  }

  /**
   * Returns when a packet of `bytes` (the whole IP packet) that enters at `atMs` comes out at the far end, or a negative
   * code: LOST_RANDOM, LOST_BURST, LOST_BLACKOUT, LOST_QUEUE or LOST_MTU if it is lost, WAITS if it joined a queue that must be
   * served, as `slot`. For `atMs` of 0 or more, no other result is negative. Sets `marks`.
   */
  admit(atMs: number, bytes: number, slot = 0, header = NO_HEADER): number {
    const counters = this.#counters;
    counters.inPackets++;
    counters.inBytes += bytes;
    let fate = this.#weather.fate(atMs + this.#offsetMs);
    if (this.#impairments !== undefined) {
      fate = this.#impairments.apply(fate, bytes);
      this.marks = this.#impairments.marks;
      counters.countMarks(this.marks);
    }
    if (fate !== PASSED) return this.#lose(fate);
    if (bytes <= this.#mtuBytes) return this.#pass(atMs, bytes, slot, header);
    if (!mustStayWhole(header)) return this.#pass(atMs, this.#fragmentedBytes(bytes), slot, header);
    // No copy of it, and no flipped bit either: the sender gets an error.
    this.marks = UNMARKED;
    counters.lostRandom++;
    counters.lostMtu++;
    return LOST_MTU;
  }

  /** Does the same as admit() for the copy of a packet that was marked COPIED. */
  admitCopy(atMs: number, bytes: number, slot = 0, header = NO_HEADER): number {
    let fate = this.#weather.fate(atMs + this.#offsetMs);
    if (this.#impairments !== undefined) {
      fate = this.#impairments.applyToCopy(fate, bytes);
      this.marks = this.#impairments.marks;
      this.#counters.countMarks(this.marks);
    }
    if (fate !== PASSED) return this.#lose(fate);
    return this.#pass(atMs, bytes <= this.#mtuBytes ? bytes : this.#fragmentedBytes(bytes), slot, header);
  }

  /** Bit to flip in a packet marked CORRUPTED, counted from the lowest bit of its first byte. */
  get corruptBit(): number {
    return this.#impairments?.bit ?? 0;
  }

  /** Time at which serve() is to be called next; Infinity when no packet waits to be served. */
  get serveAtMs(): number {
    return this.#queue?.serveAtMs ?? Number.POSITIVE_INFINITY;
  }

  /** Number of packets that wait to be served. */
  get waiting(): number {
    return this.#queue?.waiting ?? 0;
  }

  get hasCrossTraffic(): boolean {
    return this.#queue?.hasCrossTraffic === true;
  }

  /** Lets cross traffic do what it does until `atMs`. */
  catchUp(atMs: number): void {
    this.#queue?.catchUp(atMs);
  }

  /** Time at which the packet served last comes out. */
  servedDueMs = 0;

  /**
   * Serves a packet, at serveAtMs, and returns its slot; sets `servedDueMs`. Returns NO_SLOT when it was one of cross traffic,
   * or none was to be served yet.
   */
  serve(atMs: number): number {
    const queue = this.#queue;
    const slot = queue?.serve(atMs) ?? NO_SLOT;
    if (queue !== undefined && slot !== NO_SLOT) this.servedDueMs = this.#travel(queue.sentMs, queue.sentBytes);
    return slot;
  }

  /** Returns the counts since the last call. A link whose rate varies needs the current time, `atMs`. */
  takeSecond(atMs = 0): LinkSecond {
    const rateBps = this.#capacity?.rateBps(atMs + this.#offsetMs);
    return this.#counters.take(this.id, rateBps === Number.POSITIVE_INFINITY ? undefined : rateBps);
  }

  #lose(fate: number): number {
    const counters = this.#counters;
    if (fate === LOST_RANDOM) counters.lostRandom++;
    else if (fate === LOST_BURST || fate === LOST_BLACKOUT) {
      counters.lostBurst++;
      if (fate === LOST_BLACKOUT) counters.lostBlackout++;
    }
    return fate;
  }

  /** Sends a packet through the bottleneck, if there is one, and on to the far end. */
  #pass(arrivedMs: number, bytes: number, slot: number, header: number): number {
    const atMs = this.#promotion === undefined ? arrivedMs : this.#promotion.readyMs(arrivedMs);
    if (this.#queue === undefined) return this.#travel(atMs, bytes);
    const sentMs = this.#queue.admit(slot, atMs, bytes, header);
    return sentMs === WAITS || sentMs === LOST_QUEUE ? sentMs : this.#travel(sentMs, bytes);
  }

  /** Returns what a packet takes on the line in fragments, which travel together. */
  #fragmentedBytes(bytes: number): number {
    const fragments = Math.ceil((bytes - HEADER_BYTES) / (this.#mtuBytes - HEADER_BYTES));
    return bytes + (fragments - 1) * HEADER_BYTES;
  }

  /** Returns when a packet that leaves the bottleneck at `leavesMs` reaches the far end. */
  #travel(leavesMs: number, bytes: number): number {
    const counters = this.#counters;
    counters.outPackets++;
    counters.outBytes += bytes;
    const isReordered = this.#reorderer?.picksNext() === true;
    if (isReordered) counters.reordered++;
    if (isReordered && this.#lateMs === undefined) return leavesMs;
    const delayMs = this.#weather.delayMs(leavesMs + this.#offsetMs);
    // Packets behind a late one do not wait for it, so #lastDueMs stays.
    if (isReordered) return Math.max(leavesMs + delayMs, this.#lastDueMs) + (this.#lateMs ?? 0);
    counters.delaySumMs += delayMs;
    const dueMs = leavesMs + delayMs;
    if (this.#mayOvertake || dueMs >= this.#lastDueMs) {
      this.#lastDueMs = dueMs;
      return dueMs;
    }
    // Keep order. Held jitter does so by itself, but a delay step downwards would let packets overtake.
    return this.#lastDueMs;
  }
}
