import type { PacketResult } from '../../../congestion/packet-result.ts';
import { ProbeRate } from '../../../congestion/probe-rate.ts';

/** Rates of the first two probes relative to the start, and of further ones relative to what got through (libwebrtc). */
const FIRST = [3, 6];
const FURTHER = 2;
/** Share of a probe's rate that must get through for a further one. */
const PASSED = 0.7;
/** Highest rate of a probe relative to the encoder's highest. */
const MOST = 2;
/** Packets and time of a probe, at least. */
const LEAST_PACKETS = 5;
const LEAST_MS = 15;
const PACKET_BYTES = 1200;

interface Probe {
  readonly id: number;
  readonly rateBps: number;
  packets: number;
}

/** Probes by which a WebRTC sender learns within its first second what the path carries. */
export class RtcProbes {
  readonly #mostBps: number;
  readonly #waiting: Probe[] = [];
  /** Probe whose results are coming in. */
  #result: ProbeRate | undefined;
  readonly #rates = new Map<number, number>();
  #nextId = 1;

  constructor(startBps: number, mostBps: number) {
    this.#mostBps = mostBps * MOST;
    for (const factor of FIRST) this.#add(startBps * factor);
  }

  /** Probe that packets sent now belong to. */
  get running(): Readonly<Probe> | undefined {
    return this.#waiting[0];
  }

  /** Registers a packet of the running probe. */
  sent(): void {
    const probe = this.#waiting[0];
    if (probe !== undefined && --probe.packets === 0) this.#waiting.shift();
  }

  /** Processes feedback; returns the highest rate that it shows to get through, if it ends a probe. */
  learn(results: readonly PacketResult[]): number | undefined {
    let provenBps: number | undefined;
    for (const result of results) {
      if (this.#result !== undefined && this.#result.id !== result.probe) {
        const rateBps = this.#conclude(this.#result);
        if (rateBps !== undefined) provenBps = Math.max(provenBps ?? 0, rateBps);
      }
      if (result.probe === undefined) continue;
      this.#result ??= new ProbeRate(result.probe);
      this.#result.add(result);
    }
    return provenBps;
  }

  #conclude(result: ProbeRate): number | undefined {
    this.#result = undefined;
    const { probe, rateBps } = result.result();
    const probedBps = this.#rates.get(probe) ?? Number.POSITIVE_INFINITY;
    const isLast = probe === this.#nextId - 1;
    if (rateBps !== undefined && isLast && rateBps > PASSED * probedBps && probedBps < this.#mostBps)
      this.#add(rateBps * FURTHER);
    return rateBps;
  }

  #add(wantedBps: number): void {
    const rateBps = Math.min(wantedBps, this.#mostBps);
    const packets = Math.max(LEAST_PACKETS, Math.ceil((rateBps * LEAST_MS) / 8000 / PACKET_BYTES));
    this.#waiting.push({ id: this.#nextId, rateBps, packets });
    this.#rates.set(this.#nextId++, rateBps);
  }
}
