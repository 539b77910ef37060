import type { OriginViewerSecond, ViewerLayer } from '../../model/recording/origin-line.ts';
import { Downlink } from '../bwe/downlink.ts';
import type { TransportFeedback } from '../rtcp/transport-cc.ts';
import type { ViewerOutput } from '../viewer/viewer-output.ts';
import type { ViewerTrack } from '../viewer/viewer-track.ts';
import { isSameLayer, type Layer, type Rung } from './layer.ts';

/** Pacing rate below which audio alone would hold video up for seconds. */
const MIN_PACING_BPS = 300_000;

type LayerSwitchRecord = NonNullable<OriginViewerSecond['layerSwitches']>[number];
type AdaptationSecond = Pick<OriginViewerSecond, 'layer' | 'estimateBps' | 'queueDelayMs' | 'layerSwitches'>;

/** Keeps one viewer on the layer that its downlink carries. A stream of one layer is not adapted. */
export class Adaptation {
  readonly #track: ViewerTrack;
  readonly #output: ViewerOutput;
  readonly #ridOf: (encoding: number) => string | undefined;
  readonly #downlink = new Downlink();
  #rungs: readonly Rung[] = [];
  #switches: LayerSwitchRecord[] = [];

  constructor(track: ViewerTrack, output: ViewerOutput, ridOf: (encoding: number) => string | undefined) {
    this.#track = track;
    this.#output = output;
    this.#ridOf = ridOf;
  }

  /** Whether there is more than one layer to choose from. */
  get active(): boolean {
    return this.#rungs.length > 1;
  }

  sent(sequence: number, bytes: number, nowMs: number, track: ViewerTrack): void {
    if (this.active) this.#downlink.sent(sequence, bytes, nowMs, track !== this.#track);
  }

  feedback(feedback: TransportFeedback, roundTripMs: number | undefined, nowMs: number): void {
    if (!this.active) return;
    this.#downlink.setRoundTrip(roundTripMs);
    this.#downlink.feedback(feedback, nowMs);
  }

  /** Adapts the layer; call every 20 ms. `rungs` are the layers being sent. */
  tick(nowMs: number, rungs: readonly Rung[]): void {
    this.#rungs = rungs;
    if (!this.active) return;
    const from = this.#describe(this.#track.layers.wanted);
    const choice = this.#downlink.decide(nowMs, rungs);
    if (choice !== undefined) {
      this.#track.layers.want(choice.layer);
      const to = this.#describe(choice.layer);
      if (to !== undefined) this.#switches.push({ ...(from && { from }), to, reason: choice.reason });
    }
    if (this.#downlink.probesUntilMs(nowMs) !== undefined) this.#output.pad(this.#track, this.#downlink);
  }

  /** Payload bitrate of the viewer's layer, bit/s; undefined until known. */
  get mediaBps(): number | undefined {
    const layer = this.#track.layers.current ?? this.#track.layers.wanted;
    return this.#rungs.find((rung) => isSameLayer(rung, layer))?.rateBps;
  }

  get pacingBps(): number | undefined {
    if (!this.active || !this.#downlink.hasFeedback) return undefined;
    return Math.max(MIN_PACING_BPS, this.#downlink.pacingBps(this.mediaBps ?? 0));
  }

  /** Forgets the layers: another publisher has its own. */
  expectNewSource(): void {
    this.#rungs = [];
    this.#downlink.expectNewSource();
  }

  /** Returns what happened since the last call; empty for a stream of one layer. */
  takeSecond(): AdaptationSecond {
    const switches = this.#switches;
    this.#switches = [];
    if (!this.active) return {};
    const { estimateBps, queueDelayMs } = this.#downlink.state;
    const { current } = this.#track.layers;
    const layer = current && this.#describe(current);
    return {
      ...(layer && { layer }),
      ...(this.#downlink.hasFeedback && { estimateBps, queueDelayMs }),
      ...(switches.length > 0 && { layerSwitches: switches }),
    };
  }

  /** Returns undefined for a layer that is not being sent. */
  #describe(layer: Layer): ViewerLayer | undefined {
    const rung = this.#rungs.find((one) => isSameLayer(one, layer));
    if (rung === undefined) return undefined;
    const rid = this.#ridOf(rung.encoding);
    const { spatialId, temporalId, rateBps } = rung;
    return { ...(rid !== undefined && { rid }), spatialId, temporalId, rateBps: Math.round(rateBps) };
  }
}
