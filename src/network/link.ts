import type { Link, LinkSecond } from '../model/network.ts';
import { LinkCounters } from './link-counters.ts';
import { createWeather, LOST_BURST, LOST_RANDOM, PASSED, type Weather } from './weather.ts';

/** Dropped because the bottleneck's buffer was full; the other negative codes are the weather's. */
export const LOST_QUEUE = -3;

/**
 * Longest wait at a bottleneck whose profile names no queue. Assumption: the bottleneck queue of RFC 8867's test cases for
 * conversational media as cisco/ns3-rmcat implements them; access lines with shorter and far longer buffers exist.
 */
export const DEFAULT_QUEUE_MS = 300;

/**
 * One direction of one segment, as pure emulation: time goes in, time comes out. The order is netem's: loss, then the
 * bottleneck (first in, first out, tail dropped), then delay with jitter. Times are ms since the link's epoch and must
 * not decrease from call to call.
 */
export class EmulatedLink {
  readonly id: string;
  readonly #weather: Weather;
  readonly #msPerByte: number;
  readonly #queueMs: number;
  readonly #counters: LinkCounters;
  /** When the bottleneck has sent all it was given. */
  #idleAtMs = Number.NEGATIVE_INFINITY;
  #lastDueMs = Number.NEGATIVE_INFINITY;

  constructor({ id, profile, seed }: Pick<Link, 'id' | 'profile' | 'seed'>) {
    this.id = id;
    this.#weather = createWeather(profile, seed);
    this.#msPerByte = profile.rateBps === undefined ? 0 : 8000 / profile.rateBps;
    this.#queueMs = profile.queueMs ?? DEFAULT_QUEUE_MS;
    this.#counters = new LinkCounters(profile.rateBps !== undefined);
  }

  /**
   * When a packet of `bytes` (the whole IP packet) that enters at `atMs` comes out at the far end, or why it never does:
   * LOST_RANDOM, LOST_BURST or LOST_QUEUE, the only negative results as long as `atMs` is 0 or more.
   */
  admit(atMs: number, bytes: number): number {
    const counters = this.#counters;
    counters.inPackets++;
    counters.inBytes += bytes;
    const fate = this.#weather.fate(atMs);
    if (fate !== PASSED) {
      if (fate === LOST_BURST) counters.lostBurst++;
      else if (fate === LOST_RANDOM) counters.lostRandom++;
      return fate;
    }
    let leavesMs = atMs;
    if (this.#msPerByte > 0) {
      const waitMs = Math.max(0, this.#idleAtMs - atMs);
      if (waitMs > this.#queueMs) {
        counters.lostQueue++;
        return LOST_QUEUE;
      }
      counters.queueDelay?.add(waitMs);
      leavesMs = atMs + waitMs + bytes * this.#msPerByte;
      this.#idleAtMs = leavesMs;
    }
    const delayMs = this.#weather.delayMs(leavesMs);
    // Never overtakes. The jitter we have keeps order by itself; a delay that drops at once would not.
    const dueMs = Math.max(leavesMs + delayMs, this.#lastDueMs);
    this.#lastDueMs = dueMs;
    counters.outPackets++;
    counters.outBytes += bytes;
    counters.delaySumMs += delayMs;
    return dueMs;
  }

  /** No packet is through in less. */
  get leastDelayMs(): number {
    return this.#weather.leastDelayMs;
  }

  /** What happened since the last call. */
  takeSecond(): LinkSecond {
    return this.#counters.take(this.id);
  }
}
