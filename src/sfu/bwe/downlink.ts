import type { Rung } from '../layers/layer.ts';
import { RateMeter } from '../rate-meter.ts';
import type { TransportFeedback } from '../rtcp/transport-cc.ts';
import { DownlinkEstimate, type DownlinkState } from './downlink-estimate.ts';
import { type Choice, LayerChooser } from './layer-chooser.ts';
import { ProbeController } from './probe-controller.ts';
import { ProbeRate } from './probe-rate.ts';

/** Until a round trip has been measured: a long-distance one. */
const DEFAULT_ROUND_TRIP_MS = 200;
/** libwebrtc's pacing: bursts leave this much faster than the estimate. */
const PACING = 2.5;

/** One viewer's downlink: estimate, layer and probes together. No clock and no socket of its own. */
export class Downlink {
  readonly #estimate = new DownlinkEstimate();
  readonly #chooser = new LayerChooser();
  readonly #planner = new ProbeController();
  readonly #besides = new RateMeter();
  #probe: ProbeRate | undefined;
  #probeSent = 0;
  /** Of the running probe, bytes of anything sent in it. */
  #probeBytes = 0;
  #roundTripMs = DEFAULT_ROUND_TRIP_MS;
  #hasFeedback = false;

  get state(): DownlinkState {
    return this.#estimate.state;
  }

  /** Whether the viewer sends the feedback that all this lives on. */
  get hasFeedback(): boolean {
    return this.#hasFeedback;
  }

  setRoundTrip(roundTripMs: number | undefined): void {
    this.#roundTripMs = roundTripMs ?? DEFAULT_ROUND_TRIP_MS;
  }

  /** How fast video may leave, given what its layer takes. */
  pacingBps(mediaBps: number): number {
    return PACING * Math.max(mediaBps, this.state.estimateBps);
  }

  /** `sequence`: 16 bits, transport-wide. `besides`: sound, which is not the layers' but takes the same way. */
  sent(sequence: number, bytes: number, nowMs: number, besides: boolean): void {
    if (besides) this.#besides.add(bytes, nowMs);
    const probe = this.#planner.activeAt(nowMs);
    if (probe !== undefined) {
      this.#probeSent += 1;
      this.#probeBytes += bytes;
    }
    this.#estimate.sent(sequence, bytes, nowMs, probe?.id);
  }

  feedback(feedback: TransportFeedback, nowMs: number): void {
    this.#hasFeedback = true;
    const probe = this.#planner.running?.id;
    for (const fate of this.#estimate.feedback(feedback, this.#roundTripMs, nowMs))
      if (fate.probe !== undefined && fate.probe === probe) this.#probe?.add(fate);
    this.#concludeProbe(nowMs);
  }

  /** Every few ms: another layer, if there is to be one. */
  decide(nowMs: number, rungs: readonly Rung[]): Choice | undefined {
    this.#concludeProbe(nowMs);
    const besidesBps = this.#besides.rateBps(nowMs);
    const choice = this.#chooser.choose(nowMs, rungs, this.state, besidesBps);
    const wantedBps = this.#hasFeedback ? this.#chooser.wantedBps(nowMs, rungs, besidesBps) : undefined;
    const before = this.#planner.running;
    this.#planner.plan(nowMs, wantedBps, this.state);
    const { running } = this.#planner;
    if (running !== undefined && running !== before) {
      this.#probe = new ProbeRate(running.id);
      this.#probeSent = 0;
      this.#probeBytes = 0;
    }
    return choice;
  }

  /** Padding that is to leave now so that the probe keeps its rate, in bytes; 0 without one. */
  paddingDue(nowMs: number): number {
    const probe = this.#planner.activeAt(nowMs);
    if (probe === undefined) return 0;
    return Math.max(0, (probe.rateBps * (nowMs - probe.fromMs)) / 8000 - this.#probeBytes);
  }

  /** Until when a probe is being sent. */
  probesUntilMs(nowMs: number): number | undefined {
    return this.#planner.activeAt(nowMs)?.toMs;
  }

  /** Another publisher, with layers of its own. */
  expectNewSource(): void {
    this.#chooser.reset();
  }

  #concludeProbe(nowMs: number): void {
    const { running } = this.#planner;
    if (running === undefined || this.#probe === undefined || nowMs < running.toMs) return;
    const isComplete = this.#probe.packets >= this.#probeSent && this.#probeSent > 0;
    if (!isComplete && !this.#planner.isDue(nowMs, this.#roundTripMs)) return;
    const passedBps = this.#planner.conclude(this.#probe.result(), nowMs);
    if (passedBps !== undefined) this.#estimate.raiseTo(passedBps);
  }
}
