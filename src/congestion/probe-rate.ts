import type { PacketResult } from './packet-result.ts';

export interface ProbeResult {
  readonly probe: number;
  /** Bitrate at which the probe was received, bit/s; undefined when too little of it was. */
  readonly rateBps: number | undefined;
  readonly lost: number;
  readonly lossFraction: number;
}

/** Packets, and share of them, that must be received for a rate to mean anything. */
const MIN_PACKETS = 5;
const MIN_RECEIVED = 0.8;
/**
 * A receive rate below SATURATED_SHARE of the send rate means that the bottleneck was full; the result then stays a little
 * below the receive rate (libwebrtc's values).
 */
const SATURATED_SHARE = 0.9;
const CAPACITY_SHARE = 0.95;

/** Packets of one probe, and the rate at which they were received. */
export class ProbeRate {
  readonly id: number;
  readonly #received: { readonly sentMs: number; readonly arrivalMs: number; readonly bytes: number }[] = [];
  #lost = 0;

  constructor(probe: number) {
    this.id = probe;
  }

  get packets(): number {
    return this.#received.length + this.#lost;
  }

  add({ sentMs, arrivalMs, bytes }: PacketResult): void {
    if (arrivalMs === undefined) this.#lost += 1;
    else this.#received.push({ sentMs, arrivalMs, bytes });
  }

  result(): ProbeResult {
    const { packets } = this;
    const lossFraction = packets === 0 ? 1 : this.#lost / packets;
    return { probe: this.id, lost: this.#lost, lossFraction, rateBps: this.#rate(packets) };
  }

  #rate(packets: number): number | undefined {
    if (this.#received.length < Math.max(MIN_PACKETS, MIN_RECEIVED * packets)) return undefined;
    const sent = rateOf(this.#received.map(({ sentMs, bytes }) => ({ atMs: sentMs, bytes })));
    const received = rateOf(this.#received.map(({ arrivalMs, bytes }) => ({ atMs: arrivalMs, bytes })));
    if (sent === undefined) return undefined;
    // All arrived at once: no bottleneck was slow enough to measure.
    const receivedBps = received ?? sent;
    return receivedBps < SATURATED_SHARE * sent ? CAPACITY_SHARE * receivedBps : Math.min(sent, receivedBps);
  }
}

/** Returns bit/s between the first and the last packet. The first packet's own bytes belong to the time before. */
function rateOf(packets: { readonly atMs: number; readonly bytes: number }[]): number | undefined {
  const ordered = packets.toSorted((a, b) => a.atMs - b.atMs);
  const [first, last] = [ordered[0], ordered.at(-1)];
  if (first === undefined || last === undefined || last.atMs - first.atMs < 1) return undefined;
  const bytes = ordered.reduce((sum, packet) => sum + packet.bytes, 0) - first.bytes;
  return (bytes * 8 * 1000) / (last.atMs - first.atMs);
}
