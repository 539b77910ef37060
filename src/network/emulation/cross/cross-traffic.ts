import { hash32 } from '../../../lib/random.ts';
import type { CrossFlow } from '../../../model/scenario/cross-flow.ts';
import type { LinkProfile } from '../../../model/scenario/link-profile.ts';
import { PASSED, Weather } from '../weather.ts';
import type { CrossSource } from './cross-source.ts';
import { RtcSource } from './rtc-source.ts';
import { TcpSource } from './tcp-source.ts';
import { UdpSource } from './udp-source.ts';

const CROSS_STREAM = 15;
/** Slot that stands for the packets of the first source in a queue; the n-th has n less. */
const FIRST_SLOT = -2;

/** Tells whether a slot in a queue stands for a packet of cross traffic. */
export function isCrossSlot(slot: number): boolean {
  return slot <= FIRST_SLOT;
}

/** Senders of a link's cross traffic. Their packets meet the link's own losses, burst by burst, like all others. */
export class CrossTraffic {
  readonly #sources: readonly CrossSource[];
  readonly #weather: Weather;
  /** Source that acted last, and its number. */
  source: CrossSource;
  slot = FIRST_SLOT;

  /** `weatherMs`: weather time at link time 0. Throws when the profile has no cross traffic. */
  constructor(profile: LinkProfile, seed: number, weatherMs: number) {
    this.#sources = (profile.crossTraffic ?? []).map((flow, index) =>
      createSource(flow, hash32(hash32(seed, CROSS_STREAM), index), weatherMs),
    );
    const [first] = this.#sources;
    if (first === undefined) throw new Error('cross traffic without a flow');
    this.source = first;
    this.#weather = new Weather(profile, seed);
  }

  /** Time at which act() is to be called next. */
  get nextMs(): number {
    let nextMs = Number.POSITIVE_INFINITY;
    for (const source of this.#sources) nextMs = Math.min(nextMs, source.nextMs);
    return nextMs;
  }

  /** Lets the source whose turn it is act; returns the size of the packet it sends, 0 for none. */
  act(atMs: number): number {
    let next = 0;
    let nextMs = Number.POSITIVE_INFINITY;
    this.#sources.forEach((source, index) => {
      if (source.nextMs >= nextMs) return;
      next = index;
      nextMs = source.nextMs;
    });
    this.source = this.#sources[next] ?? this.source;
    this.slot = FIRST_SLOT - next;
    return this.source.act(atMs);
  }

  /** Tells whether a packet that enters at `weatherMs` gets as far as the queue. */
  passes(weatherMs: number): boolean {
    return this.#weather.fate(weatherMs) === PASSED;
  }

  /** Returns the source of a packet in the queue. */
  sourceOf(slot: number): CrossSource {
    return this.#sources[FIRST_SLOT - slot] ?? this.source;
  }

  setOffset(atMs: number, offsetMs: number): void {
    for (const source of this.#sources) source.setOffset(atMs, offsetMs);
  }
}

/** Creates the sender of a flow. `weatherMs`: weather time at link time 0. */
function createSource(flow: CrossFlow, seed: number, weatherMs: number): CrossSource {
  switch (flow.type) {
    case 'udp':
      return new UdpSource(flow, seed, weatherMs);
    case 'tcp':
      return new TcpSource(flow, seed, weatherMs);
    case 'rtc':
      return new RtcSource(flow, seed, weatherMs);
  }
}
