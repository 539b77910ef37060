import { hash32 } from '../../lib/random.ts';
import type { LinkSecond } from '../../model/recording/link-second.ts';
import type { Traces } from '../../model/scenario/link-profile.ts';
import type { Link } from '../../model/scenario/network.ts';
import type { Capacity } from './capacity/capacity.ts';
import { createCapacity } from './capacity/create-capacity.ts';
import { RadioPromotion } from './delay/radio-promotion.ts';
import { Impairments, UNMARKED } from './impairments.ts';
import { LinkCounters } from './link-counters.ts';
import { Bottleneck, LOST_QUEUE } from './queue/bottleneck.ts';
import { CodelQueue } from './queue/codel-queue.ts';
import { Reorderer } from './reorderer.ts';
import { LOST_BLACKOUT, LOST_BURST, LOST_RANDOM, PASSED, Weather } from './weather.ts';

/** Result of admit() for a packet that waits in a CoDel queue: whether and when it leaves is known once it is served. */
export const WAITS = -5;

const REORDER_STREAM = 10;

export interface LinkOptions {
  /** Weather time at the links' epoch, in ms. */
  readonly weatherMs?: number;
  /** Traces that profiles refer to by name. */
  readonly traces?: Traces;
}

/**
 * Pure emulation of one direction of one segment: takes the time a packet enters, returns the time it comes out. The order
 * of effects is netem's: duplication, loss, corruption, then the bottleneck (FIFO with tail drop, or CoDel), then
 * reordering, or delay with jitter. Times are ms since the link's epoch and must not decrease from call to call. Weather
 * time runs at an offset from them that changes once, when the measured window opens.
 */
export class EmulatedLink {
  readonly id: string;
  readonly #weather: Weather;
  /** Undefined on a link without the effect, as are the five fields below. */
  readonly #impairments: Impairments | undefined;
  readonly #capacity: Capacity | undefined;
  readonly #bottleneck: Bottleneck | undefined;
  readonly #codel: CodelQueue | undefined;
  readonly #reorderer: Reorderer | undefined;
  readonly #promotion: RadioPromotion | undefined;
  /** Extra delay of packets that the reorderer picks; undefined where they skip the delay instead. */
  readonly #lateMs: number | undefined;
  readonly #mayOvertake: boolean;
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
    { weatherMs = 0, traces = {} }: LinkOptions = {},
  ) {
    this.id = id;
    this.#offsetMs = weatherMs;
    this.#weather = new Weather(profile, seed);
    const { duplicateFraction = 0, corruptFraction = 0, reorder, radio } = profile;
    if (duplicateFraction > 0 || corruptFraction > 0) this.#impairments = new Impairments(profile, seed);
    this.#capacity = createCapacity(profile, traces, segmentSeed);
    const isLimited = profile.rateBps !== undefined || this.#capacity !== undefined;
    if (isLimited && profile.discipline === 'codel') this.#codel = new CodelQueue(profile, this.#capacity, traces);
    else if (isLimited) this.#bottleneck = new Bottleneck(profile, this.#capacity, traces);
    if (reorder !== undefined) this.#reorderer = new Reorderer(reorder, hash32(seed, REORDER_STREAM));
    this.#lateMs = reorder?.lateMs;
    this.#mayOvertake = profile.jitterReorders === true;
    if (radio?.promotion !== undefined) this.#promotion = new RadioPromotion(radio.promotion);
    this.leastDelayMs = reorder === undefined || reorder.lateMs !== undefined ? this.#weather.leastDelayMs : 0;
    this.#counters = new LinkCounters(profile, isLimited);
  }

  /** Moves weather time forward to `weatherMs`. Throws when that would be a step back. */
  setWeather(atMs: number, weatherMs: number): void {
    const offsetMs = weatherMs - atMs;
    if (offsetMs < this.#offsetMs) throw new Error(`the weather of ${this.id} cannot go back in time`);
    this.#offsetMs = offsetMs;
  }

  /**
   * Returns when a packet of `bytes` (the whole IP packet) that enters at `atMs` comes out at the far end, or a negative
   * code: LOST_RANDOM, LOST_BURST, LOST_BLACKOUT or LOST_QUEUE if it is lost, WAITS if it joined the queue of a link with
   * CoDel, where `slot` is served later. For `atMs` of 0 or more, no other result is negative. Sets `marks`.
   */
  admit(atMs: number, bytes: number, slot = 0): number {
    const counters = this.#counters;
    counters.inPackets++;
    counters.inBytes += bytes;
    let fate = this.#weather.fate(atMs + this.#offsetMs);
    if (this.#impairments !== undefined) {
      fate = this.#impairments.apply(fate, bytes);
      this.marks = this.#impairments.marks;
      counters.countMarks(this.marks);
    }
    return fate === PASSED ? this.#pass(atMs, bytes, slot) : this.#lose(fate);
  }

  /** Does the same as admit() for the copy of a packet that was marked COPIED. */
  admitCopy(atMs: number, bytes: number, slot = 0): number {
    let fate = this.#weather.fate(atMs + this.#offsetMs);
    if (this.#impairments !== undefined) {
      fate = this.#impairments.applyToCopy(fate, bytes);
      this.marks = this.#impairments.marks;
      this.#counters.countMarks(this.marks);
    }
    return fate === PASSED ? this.#pass(atMs, bytes, slot) : this.#lose(fate);
  }

  /** Bit to flip in a packet marked CORRUPTED, counted from the lowest bit of its first byte. */
  get corruptBit(): number {
    return this.#impairments?.bit ?? 0;
  }

  /** Time at which serve() is to be called next; Infinity without CoDel, or when no packet waits. */
  get serveAtMs(): number {
    return this.#codel === undefined || this.#codel.packets === 0
      ? Number.POSITIVE_INFINITY
      : this.#codel.startMs(this.#offsetMs);
  }

  /** Number of packets in the queue of a link with CoDel; 0 for other links. */
  get waiting(): number {
    return this.#codel?.packets ?? 0;
  }

  /** Time at which the packet served last comes out. */
  servedDueMs = 0;

  /**
   * Takes the next packet from the CoDel queue, at serveAtMs, and returns its slot; sets `servedDueMs`. Passes dropped slots
   * to `onDrop`. Throws for a link without CoDel.
   */
  serve(atMs: number, onDrop: (slot: number) => void): number {
    const codel = this.#codel;
    if (codel === undefined) throw new Error(`${this.id} has no queue to serve`);
    const before = codel.packets;
    const slot = codel.serve(atMs, this.#offsetMs, onDrop);
    const counters = this.#counters;
    counters.lostQueue += before - codel.packets - 1;
    counters.queueDelay?.add(codel.waitedMs);
    this.servedDueMs = this.#travel(codel.freeMs, codel.servedBytes);
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
  #pass(arrivedMs: number, bytes: number, slot: number): number {
    const atMs = this.#promotion === undefined ? arrivedMs : this.#promotion.readyMs(arrivedMs);
    const bottleneck = this.#bottleneck;
    if (bottleneck !== undefined) {
      const sentMs = bottleneck.admit(atMs, bytes, this.#offsetMs);
      if (sentMs === LOST_QUEUE) {
        this.#counters.lostQueue++;
        return LOST_QUEUE;
      }
      this.#counters.queueDelay?.add(bottleneck.waitedMs);
      return this.#travel(sentMs, bytes);
    }
    if (this.#codel === undefined) return this.#travel(atMs, bytes);
    if (this.#codel.enqueue(slot, atMs, bytes)) return WAITS;
    this.#counters.lostQueue++;
    return LOST_QUEUE;
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
