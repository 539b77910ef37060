import { hash32 } from '../../lib/random.ts';
import type { Link, LinkSecond, Traces } from '../../model/scenario/network.ts';
import type { Capacity } from './capacity/capacity.ts';
import { createCapacity } from './capacity/create-capacity.ts';
import { RadioPromotion } from './delay/radio-promotion.ts';
import { LinkCounters } from './link-counters.ts';
import { Mishaps, UNMARKED } from './mishaps.ts';
import { Bottleneck, LOST_QUEUE } from './queue/bottleneck.ts';
import { CodelQueue } from './queue/codel-queue.ts';
import { Reorderer } from './reorderer.ts';
import { LOST_BLACKOUT, LOST_BURST, LOST_RANDOM, PASSED, Weather } from './weather.ts';

/** The packet waits in the link's queue; whether it comes out, and when, will be known when it is served. */
export const WAITS = -5;

const REORDER_STREAM = 10;

export interface LinkOptions {
  /** Weather time of the links' epoch. */
  readonly weatherMs?: number;
  /** Those that profiles name. */
  readonly traces?: Traces;
}

/**
 * One direction of one segment, as pure emulation: time goes in, time comes out. The order is netem's: duplication, loss,
 * corruption, then the bottleneck (first in, first out, tail dropped or CoDel), then reordering or delay with jitter.
 * Times are ms since the link's epoch and must not decrease from call to call; weather time follows them at an offset
 * that changes once, when the measured window opens.
 */
export class EmulatedLink {
  readonly id: string;
  readonly #weather: Weather;
  /** Undefined, as the four below, on a link without that effect. */
  readonly #mishaps: Mishaps | undefined;
  readonly #capacity: Capacity | undefined;
  readonly #bottleneck: Bottleneck | undefined;
  readonly #codel: CodelQueue | undefined;
  readonly #reorderer: Reorderer | undefined;
  readonly #promotion: RadioPromotion | undefined;
  /** Extra delay of packets that the reorderer chooses; undefined where they skip the delay. */
  readonly #lateMs: number | undefined;
  readonly #mayOvertake: boolean;
  readonly #counters: LinkCounters;
  /** Weather time minus the link's own. */
  #offsetMs: number;
  #lastDueMs = Number.NEGATIVE_INFINITY;
  /** COPIED and CORRUPTED, of the packet last admitted. */
  marks = UNMARKED;
  /** No packet is through in less. */
  readonly leastDelayMs: number;

  constructor(
    { id, profile, seed, segmentSeed = seed }: Pick<Link, 'id' | 'profile' | 'seed' | 'segmentSeed'>,
    { weatherMs = 0, traces = {} }: LinkOptions = {},
  ) {
    this.id = id;
    this.#offsetMs = weatherMs;
    this.#weather = new Weather(profile, seed);
    const { duplicateFraction = 0, corruptFraction = 0, reorder, radio } = profile;
    if (duplicateFraction > 0 || corruptFraction > 0) this.#mishaps = new Mishaps(profile, seed);
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

  /** Weather time becomes `weatherMs`, which must not be less than it was. */
  setWeather(atMs: number, weatherMs: number): void {
    const offsetMs = weatherMs - atMs;
    if (offsetMs < this.#offsetMs) throw new Error(`the weather of ${this.id} cannot go back in time`);
    this.#offsetMs = offsetMs;
  }

  /**
   * When a packet of `bytes` (the whole IP packet) that enters at `atMs` comes out at the far end, or why it never does:
   * LOST_RANDOM, LOST_BURST, LOST_BLACKOUT or LOST_QUEUE; or WAITS, on a link with CoDel, where `slot` will be served. The
   * only negative results as long as `atMs` is 0 or more. Afterwards `marks` says what else has happened to it.
   */
  admit(atMs: number, bytes: number, slot = 0): number {
    const counters = this.#counters;
    counters.inPackets++;
    counters.inBytes += bytes;
    let fate = this.#weather.fate(atMs + this.#offsetMs);
    if (this.#mishaps !== undefined) {
      fate = this.#mishaps.befall(fate, bytes);
      this.marks = this.#mishaps.marks;
      counters.mark(this.marks);
    }
    return fate === PASSED ? this.#pass(atMs, bytes, slot) : this.#lose(fate);
  }

  /** The same for the copy of a packet that was marked COPIED. */
  admitCopy(atMs: number, bytes: number, slot = 0): number {
    let fate = this.#weather.fate(atMs + this.#offsetMs);
    if (this.#mishaps !== undefined) {
      fate = this.#mishaps.befallCopy(fate, bytes);
      this.marks = this.#mishaps.marks;
      this.#counters.mark(this.marks);
    }
    return fate === PASSED ? this.#pass(atMs, bytes, slot) : this.#lose(fate);
  }

  /** Of a packet marked CORRUPTED, the bit to flip, counted from its first byte's lowest. */
  get corruptBit(): number {
    return this.#mishaps?.bit ?? 0;
  }

  /** With CoDel: when serve() is to be called next; Infinity when nothing waits. */
  get serveAtMs(): number {
    return this.#codel === undefined || this.#codel.packets === 0
      ? Number.POSITIVE_INFINITY
      : this.#codel.startMs(this.#offsetMs);
  }

  /** Packets in the queue of a link with CoDel. */
  get waiting(): number {
    return this.#codel?.packets ?? 0;
  }

  /** When the packet last served comes out. */
  servedDueMs = 0;

  /** At serveAtMs: the slot that leaves the queue; `servedDueMs` is when it comes out. Dropped slots go to `onDrop`. */
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

  /** What happened since the last call, which must be given the time if the link's rate varies. */
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

  /** Through the bottleneck, if there is one, and on. */
  #pass(cameMs: number, bytes: number, slot: number): number {
    const atMs = this.#promotion === undefined ? cameMs : this.#promotion.readyMs(cameMs);
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

  /** When a packet that has left the bottleneck is at the far end. */
  #travel(leavesMs: number, bytes: number): number {
    const counters = this.#counters;
    counters.outPackets++;
    counters.outBytes += bytes;
    const isChosen = this.#reorderer?.choosesNext() === true;
    if (isChosen) counters.reordered++;
    if (isChosen && this.#lateMs === undefined) return leavesMs;
    const delayMs = this.#weather.delayMs(leavesMs + this.#offsetMs);
    // Those behind do not wait for it.
    if (isChosen) return Math.max(leavesMs + delayMs, this.#lastDueMs) + (this.#lateMs ?? 0);
    counters.delaySumMs += delayMs;
    const dueMs = leavesMs + delayMs;
    if (this.#mayOvertake || dueMs >= this.#lastDueMs) {
      this.#lastDueMs = dueMs;
      return dueMs;
    }
    // Never overtakes. Jitter keeps order by itself; a delay that drops at once would not.
    return this.#lastDueMs;
  }
}
