import type { PacketFate } from './sent-packets.ts';

export interface ProbeResult {
  readonly probe: number;
  /** What arrived of it a second; undefined when too little did. */
  readonly rateBps: number | undefined;
  readonly lost: number;
  readonly lossFraction: number;
}

/** Fewer packets say nothing of a rate; nor does a probe most of which is missing. */
const MIN_PACKETS = 5;
const MIN_ARRIVED = 0.8;
/** What arrives this much slower than sent was held up by the bottleneck, which then was full (libwebrtc's numbers). */
const HELD_UP = 0.9;
const FULL_SHARE = 0.95;

/** The packets of one probe, and at which rate they arrived. */
export class ProbeRate {
  readonly #probe: number;
  readonly #arrived: { readonly sentMs: number; readonly arrivalMs: number; readonly bytes: number }[] = [];
  #lost = 0;

  constructor(probe: number) {
    this.#probe = probe;
  }

  get packets(): number {
    return this.#arrived.length + this.#lost;
  }

  add({ sentMs, arrivalMs, bytes }: PacketFate): void {
    if (arrivalMs === undefined) this.#lost += 1;
    else this.#arrived.push({ sentMs, arrivalMs, bytes });
  }

  result(): ProbeResult {
    const { packets } = this;
    const lossFraction = packets === 0 ? 1 : this.#lost / packets;
    return { probe: this.#probe, lost: this.#lost, lossFraction, rateBps: this.#rate(packets) };
  }

  #rate(packets: number): number | undefined {
    if (this.#arrived.length < Math.max(MIN_PACKETS, MIN_ARRIVED * packets)) return undefined;
    const sent = spread(this.#arrived.map(({ sentMs, bytes }) => ({ atMs: sentMs, bytes })));
    const arrived = spread(this.#arrived.map(({ arrivalMs, bytes }) => ({ atMs: arrivalMs, bytes })));
    if (sent === undefined) return undefined;
    // Arrived all at once: nothing held it up that could be measured.
    const arrivedBps = arrived ?? sent;
    return arrivedBps < HELD_UP * sent ? FULL_SHARE * arrivedBps : Math.min(sent, arrivedBps);
  }
}

/** Bits a second from the first to the last; the first one's own bytes lie before that time. */
function spread(packets: { readonly atMs: number; readonly bytes: number }[]): number | undefined {
  const ordered = packets.toSorted((a, b) => a.atMs - b.atMs);
  const [first, last] = [ordered[0], ordered.at(-1)];
  if (first === undefined || last === undefined || last.atMs - first.atMs < 1) return undefined;
  const bytes = ordered.reduce((sum, packet) => sum + packet.bytes, 0) - first.bytes;
  return (bytes * 8 * 1000) / (last.atMs - first.atMs);
}
