import { createRandom, hash32 } from '../../../lib/random.ts';
import type { UdpCrossFlow } from '../../../model/scenario/cross-flow.ts';
import { packHeader } from '../packet-header.ts';
import type { CrossSource } from './cross-source.ts';

const BITS_PER_MS_PER_BPS = 8000;
const WARMUP_STREAM = 1;
const WINDOW_STREAM = 2;

/**
 * UDP at a fixed rate, all the time or in bursts, whose lengths and pauses are exponential. Bursts are weather: a function
 * of seed and time that restarts when the measured window opens.
 */
export class UdpSource implements CrossSource {
  readonly header: number;
  readonly #flow: UdpCrossFlow;
  readonly #seed: number;
  readonly #intervalMs: number;
  #random: () => number = () => 0;
  #offsetMs: number;
  /** Burst in force and number of its next packet, in weather time. */
  #fromMs = 0;
  #toMs = 0;
  #packet = 0;
  #isInWindow = false;

  constructor(flow: UdpCrossFlow, seed: number, weatherMs: number) {
    this.header = packHeader(hash32(seed, 0), 0);
    this.#flow = flow;
    this.#seed = seed;
    this.#intervalMs = (flow.packetBytes * BITS_PER_MS_PER_BPS) / flow.rateBps;
    this.#offsetMs = weatherMs;
    this.#begin(weatherMs);
  }

  get nextMs(): number {
    const atMs = this.#packetMs;
    return atMs >= (this.#flow.toMs ?? Number.POSITIVE_INFINITY) ? Number.POSITIVE_INFINITY : atMs - this.#offsetMs;
  }

  act(): number {
    this.#packet++;
    while (this.#packetMs >= this.#toMs) this.#nextBurst();
    return this.#flow.packetBytes;
  }

  setOffset(atMs: number, offsetMs: number): void {
    this.#offsetMs = offsetMs;
    const weatherMs = atMs + offsetMs;
    if (weatherMs >= 0 && !this.#isInWindow) {
      this.#begin(weatherMs);
      return;
    }
    // Packets of the time that was skipped do not come.
    while (weatherMs >= this.#toMs) this.#nextBurst();
    const past = Math.ceil((weatherMs - this.#fromMs) / this.#intervalMs);
    this.#packet = Math.max(this.#packet, past);
    while (this.#packetMs >= this.#toMs) this.#nextBurst();
  }

  refused(): void {}
  left(): void {}
  dropped(): void {}

  get #packetMs(): number {
    return this.#fromMs + this.#packet * this.#intervalMs;
  }

  #begin(weatherMs: number): void {
    this.#isInWindow = weatherMs >= 0;
    this.#random = createRandom(hash32(this.#seed, this.#isInWindow ? WINDOW_STREAM : WARMUP_STREAM));
    this.#toMs = Math.max(weatherMs, this.#flow.fromMs ?? Number.NEGATIVE_INFINITY);
    if (this.#flow.onMs !== undefined) {
      this.#nextBurst();
      return;
    }
    // Several flows of one rate do not send in step.
    this.#fromMs = this.#toMs + this.#random() * this.#intervalMs;
    this.#toMs = Number.POSITIVE_INFINITY;
    this.#packet = 0;
  }

  #nextBurst(): void {
    const { onMs = 0, offMs = 0 } = this.#flow;
    this.#fromMs = this.#toMs + this.#draw(offMs);
    this.#toMs = this.#fromMs + this.#draw(onMs);
    this.#packet = 0;
  }

  #draw(meanMs: number): number {
    return -Math.log(1 - this.#random()) * meanMs;
  }
}
