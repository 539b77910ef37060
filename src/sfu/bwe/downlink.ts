import { ProbeRate } from '../../congestion/probe-rate.ts';
import type { Rung } from '../layers/layer.ts';
import { RateMeter } from '../rate-meter.ts';
import type { TransportFeedback } from '../rtcp/transport-cc.ts';
import { DownlinkEstimate, type DownlinkState } from './downlink-estimate.ts';
import { type Choice, LayerChooser } from './layer-chooser.ts';
import { ProbeController } from './probe-controller.ts';

/** Long-distance round trip, assumed until one has been measured. */
const DEFAULT_ROUND_TRIP_MS = 200;
/** Pacing factor of libwebrtc: bursts leave this much faster than the estimate. */
const PACING_FACTOR = 2.5;

/**
 * Downlink of one viewer: bandwidth estimate, layer choice and probing together. Times are passed in, and it owns no
 * socket.
 */
export class Downlink {
  readonly #estimate = new DownlinkEstimate();
  readonly #chooser = new LayerChooser();
  readonly #probeController = new ProbeController();
  readonly #audio = new RateMeter();
  #probe: ProbeRate | undefined;
  #probePackets = 0;
  /** Bytes of any kind sent during the running probe. */
  #probeBytes = 0;
  #roundTripMs = DEFAULT_ROUND_TRIP_MS;
  #hasFeedback = false;

  get state(): DownlinkState {
    return this.#estimate.state;
  }

  /** Whether the viewer sends transport-wide feedback, without which there is no estimate. */
  get hasFeedback(): boolean {
    return this.#hasFeedback;
  }

  setRoundTrip(roundTripMs: number | undefined): void {
    this.#roundTripMs = roundTripMs ?? DEFAULT_ROUND_TRIP_MS;
  }

  /** Returns the rate in bit/s at which video may leave, given the bitrate of its layer. */
  pacingBps(mediaBps: number): number {
    return PACING_FACTOR * Math.max(mediaBps, this.state.estimateBps);
  }

  /**
   * Registers a sent packet. `sequence` is the 16-bit transport-wide one. Audio belongs to no layer but shares the
   * path.
   */
  sent(sequence: number, bytes: number, nowMs: number, isAudio: boolean): void {
    if (isAudio) this.#audio.add(bytes, nowMs);
    const probe = this.#probeController.activeAt(nowMs);
    if (probe !== undefined) {
      this.#probePackets += 1;
      this.#probeBytes += bytes;
    }
    this.#estimate.sent(sequence, bytes, nowMs, probe?.id);
  }

  feedback(feedback: TransportFeedback, nowMs: number): void {
    this.#hasFeedback = true;
    const probe = this.#probeController.running?.id;
    for (const result of this.#estimate.feedback(feedback, this.#roundTripMs, nowMs))
      if (result.probe !== undefined && result.probe === probe) this.#probe?.add(result);
    this.#concludeProbe(nowMs);
  }

  /** Returns the next layer if it is time to switch. Call every few ms. */
  decide(nowMs: number, rungs: readonly Rung[]): Choice | undefined {
    this.#concludeProbe(nowMs);
    const audioBps = this.#audio.rateBps(nowMs);
    const choice = this.#chooser.choose(nowMs, rungs, this.state, audioBps);
    const wantedBps = this.#hasFeedback ? this.#chooser.wantedBps(nowMs, rungs, audioBps) : undefined;
    const before = this.#probeController.running;
    this.#probeController.plan(nowMs, wantedBps, this.state);
    const { running } = this.#probeController;
    if (running !== undefined && running !== before) {
      this.#probe = new ProbeRate(running.id);
      this.#probePackets = 0;
      this.#probeBytes = 0;
    }
    return choice;
  }

  /** Returns the bytes of padding that must leave now to keep the probe at its rate; 0 without a probe. */
  paddingDue(nowMs: number): number {
    const probe = this.#probeController.activeAt(nowMs);
    if (probe === undefined) return 0;
    return Math.max(0, (probe.rateBps * (nowMs - probe.fromMs)) / 8000 - this.#probeBytes);
  }

  /** Returns the end of the probe being sent, or undefined if there is none. */
  probesUntilMs(nowMs: number): number | undefined {
    return this.#probeController.activeAt(nowMs)?.toMs;
  }

  /** Forgets the chosen layer: another publisher brings its own layers. */
  expectNewSource(): void {
    this.#chooser.reset();
  }

  #concludeProbe(nowMs: number): void {
    const { running } = this.#probeController;
    if (running === undefined || this.#probe === undefined || nowMs < running.toMs) return;
    const isComplete = this.#probe.packets >= this.#probePackets && this.#probePackets > 0;
    if (!isComplete && !this.#probeController.isDue(nowMs, this.#roundTripMs)) return;
    const passedBps = this.#probeController.conclude(this.#probe.result(), nowMs);
    if (passedBps !== undefined) this.#estimate.raiseTo(passedBps);
  }
}
