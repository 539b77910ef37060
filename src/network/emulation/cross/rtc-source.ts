import type { PacketResult } from '../../../congestion/packet-result.ts';
import { RateEstimate } from '../../../congestion/rate-estimate.ts';
import { createRandom, hash32 } from '../../../lib/random.ts';
import type { RtcCrossFlow } from '../../../model/scenario/cross-flow.ts';
import { packHeader } from '../packet-header.ts';
import type { CrossSource } from './cross-source.ts';
import { RtcProbes } from './rtc-probes.ts';

const FRAME_MS = 1000 / 30;
/** Lowest and first bit rate of the encoder: RFC 8867, section 4.3, and libwebrtc. */
const LEAST_BPS = 150_000;
const START_BPS = 300_000;
/** Ceiling of the estimate relative to what arrives: draft-ietf-rmcat-gcc-02, section 5.5. */
const HEADROOM = 1.5;
/** Pacing, relative to the target (libwebrtc). */
const PACING = 2.5;
/** Interval of transport-wide feedback at these rates (libwebrtc). */
const FEEDBACK_MS = 50;
/** Bytes of a packet: payload; RTP with its extensions; and UDP and IP. */
const PAYLOAD_BYTES = 1150;
const RTP_BYTES = 20;
const IP_BYTES = 28;
/** Largest deviation of a frame's size from the target, as a share: an assumption. */
const FRAME_SPREAD = 0.2;

interface SentPacket {
  readonly bytes: number;
  readonly sentMs: number;
  readonly probe: number | undefined;
  /** Undefined until it is known, and for a packet that was lost. */
  arrivalMs: number | undefined;
}

/**
 * Model of a video stream by WebRTC: frames of an encoder that follows Google Congestion Control and the probes of its first
 * second, paced, with transport-wide feedback every 50 ms over a way back that loses nothing. Left out: retransmissions,
 * keyframes, sound, and probes after the first.
 */
export class RtcSource implements CrossSource {
  readonly header: number;
  readonly #flow: RtcCrossFlow;
  readonly #random: () => number;
  readonly #estimate = new RateEstimate(START_BPS, HEADROOM);
  readonly #probes: RtcProbes;
  #offsetMs: number;
  #nowMs = 0;
  #isRunning = false;
  #beginMs: number;
  #frameMs = 0;
  #feedbackMs = 0;
  #pacedMs = 0;
  /** Bytes of payload that the pacer holds, packet by packet. */
  readonly #paced: number[] = [];
  /** Packets in the queue, and packets without feedback; oldest first. */
  readonly #queued: SentPacket[] = [];
  readonly #unknown: SentPacket[] = [];

  constructor(flow: RtcCrossFlow, seed: number, weatherMs: number) {
    this.header = packHeader(hash32(seed, 0), 0);
    this.#flow = flow;
    this.#random = createRandom(hash32(seed, 1));
    this.#probes = new RtcProbes(START_BPS, flow.mostBps);
    this.#offsetMs = weatherMs;
    // Streams that are always there do not send their frames together.
    this.#beginMs = flow.fromMs === undefined ? this.#random() * FRAME_MS : flow.fromMs - weatherMs;
  }

  /** Bit rate that the encoder is given. */
  get targetBps(): number {
    return Math.min(this.#flow.mostBps, Math.max(LEAST_BPS, this.#estimate.rateBps));
  }

  get nextMs(): number {
    const endMs = (this.#flow.toMs ?? Number.POSITIVE_INFINITY) - this.#offsetMs;
    if (!this.#isRunning) return this.#beginMs >= endMs ? Number.POSITIVE_INFINITY : this.#beginMs;
    const sendMs = this.#hasPackets ? Math.max(this.#nowMs, this.#pacedMs) : Number.POSITIVE_INFINITY;
    return Math.min(sendMs, this.#frameMs, this.#feedbackMs, endMs);
  }

  act(atMs: number): number {
    this.#nowMs = atMs;
    if (atMs + this.#offsetMs >= (this.#flow.toMs ?? Number.POSITIVE_INFINITY)) {
      this.#isRunning = false;
      this.#beginMs = Number.POSITIVE_INFINITY;
      return 0;
    }
    if (!this.#isRunning) {
      this.#isRunning = true;
      this.#frameMs = atMs;
      this.#feedbackMs = atMs + FEEDBACK_MS;
    }
    while (this.#feedbackMs <= atMs) {
      this.#receiveFeedback(this.#feedbackMs);
      this.#feedbackMs += FEEDBACK_MS;
    }
    while (this.#frameMs <= atMs) {
      this.#makeFrame();
      this.#frameMs += FRAME_MS;
    }
    return this.#hasPackets && this.#pacedMs <= atMs ? this.#send(atMs) : 0;
  }

  setOffset(_atMs: number, offsetMs: number): void {
    if (!this.#isRunning && this.#flow.fromMs !== undefined) this.#beginMs += this.#offsetMs - offsetMs;
    this.#offsetMs = offsetMs;
  }

  refused(): void {
    this.#queued.pop();
  }

  dropped(): void {
    this.#queued.shift();
  }

  left(leavesMs: number): void {
    const oldest = this.#queued.shift();
    if (oldest !== undefined) oldest.arrivalMs = leavesMs + this.#flow.rttMs / 2;
  }

  get #hasPackets(): boolean {
    return this.#paced.length > 0 || this.#probes.running !== undefined;
  }

  #makeFrame(): void {
    const spread = 1 + FRAME_SPREAD * (2 * this.#random() - 1);
    const bytes = Math.max(1, Math.round((this.targetBps * FRAME_MS * spread) / 8000));
    const packets = Math.ceil(bytes / PAYLOAD_BYTES);
    for (let n = 0; n < packets; n++) this.#paced.push(Math.ceil(bytes / packets));
  }

  /** Sends a packet of the pacer, or of padding where a probe has nothing else. Returns its size. */
  #send(atMs: number): number {
    const probe = this.#probes.running;
    const bytes = (this.#paced.shift() ?? PAYLOAD_BYTES) + RTP_BYTES;
    const sent: SentPacket = { bytes, sentMs: atMs, probe: probe?.id, arrivalMs: undefined };
    const rateBps = probe?.rateBps ?? PACING * this.targetBps;
    this.#pacedMs = Math.max(this.#pacedMs, atMs) + (bytes * 8000) / rateBps;
    if (probe !== undefined) this.#probes.sent();
    this.#queued.push(sent);
    this.#unknown.push(sent);
    return bytes + IP_BYTES;
  }

  /** Learns of the packets that had arrived half a round trip before `atMs`, and of those that were lost among them. */
  #receiveFeedback(atMs: number): void {
    const untilMs = atMs - this.#flow.rttMs / 2;
    let known = 0;
    for (const [index, { arrivalMs }] of this.#unknown.entries()) {
      if (arrivalMs === undefined) continue;
      if (arrivalMs > untilMs) break;
      known = index + 1;
    }
    if (known === 0) return;
    const results: PacketResult[] = this.#unknown.splice(0, known);
    this.#estimate.update(results, this.#flow.rttMs, atMs);
    const provenBps = this.#probes.learn(results);
    if (provenBps !== undefined) this.#estimate.raiseTo(provenBps);
  }
}
