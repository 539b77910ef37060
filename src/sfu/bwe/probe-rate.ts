import type { PacketFate } from './sent-packets.ts';

export interface ProbeResult {
  readonly probe: number;
  /** Bitrate at which the probe was received, bit/s; undefined when too little of it was. */
  readonly rateBps: number | undefined;
  readonly lost: number;
  readonly lossFraction: number;
}

/** Packets, and share of them, that must be received for a rate to mean anything. */
const MIN_PACKETS = 5;
const MIN_ARRIVED = 0.8;
/**
 * A receive rate below HELD_UP of the send rate means that the bottleneck was full; the result then stays a little
 * below the receive rate (libwebrtc's values).
 */
const HELD_UP = 0.9;
const FULL_SHARE = 0.95;

/** Packets of one probe, and the rate at which they were received. */
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
    // All arrived at once: no bottleneck was slow enough to measure.
    const arrivedBps = arrived ?? sent;
    return arrivedBps < HELD_UP * sent ? FULL_SHARE * arrivedBps : Math.min(sent, arrivedBps);
  }
}

/** Returns bit/s between the first and the last packet. The first packet's own bytes belong to the time before. */
function spread(packets: { readonly atMs: number; readonly bytes: number }[]): number | undefined {
  const ordered = packets.toSorted((a, b) => a.atMs - b.atMs);
  const [first, last] = [ordered[0], ordered.at(-1)];
  if (first === undefined || last === undefined || last.atMs - first.atMs < 1) return undefined;
  const bytes = ordered.reduce((sum, packet) => sum + packet.bytes, 0) - first.bytes;
  return (bytes * 8 * 1000) / (last.atMs - first.atMs);
}
