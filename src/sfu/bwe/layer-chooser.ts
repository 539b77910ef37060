import { isSameLayer, type Layer, type Rung } from '../layers/layer.ts';
import type { DownlinkState } from './downlink-estimate.ts';

/** Reason for giving a viewer another layer. */
export type SwitchReason =
  /** The viewer joined, or the publisher changed. */
  | 'start'
  /** The estimate has room for a higher layer. */
  | 'room'
  /** Packets queue on the path, and the estimate is below what the layer needs. */
  | 'queue'
  /** Packets are lost on the path, and the estimate is below what the layer needs. */
  | 'loss'
  /** The publisher no longer sends the layer. */
  | 'gone';

export interface Choice {
  readonly layer: Layer;
  readonly reason: SwitchReason;
}

/** Overhead of RTP headers and extensions on a layer's payload. */
const HEADER_OVERHEAD = 1.04;
/** Headroom that the estimate must have over a higher layer's bitrate, which is only a mean. */
const HEADROOM = 1.05;
/** Queue delay below which a layer is kept even if the estimate falls short: the estimate may be wrong. */
const MIN_QUEUE_MS = 50;
/** A layer that must be left within this time was the wrong choice; it is retried after growing waits. */
const FAILURE_MS = 30_000;
const BACKOFF_MS = { first: 5000, max: 40_000 };
/** Time between two steps up, long enough for the first to show whether it holds. */
const STEP_UP_INTERVAL_MS = 500;

interface Backoff {
  readonly waitMs: number;
  readonly untilMs: number;
}

/** Chooses a viewer's layer among those being sent. Times are passed in. */
export class LayerChooser {
  #layer: Layer | undefined;
  #switchedMs = Number.NEGATIVE_INFINITY;
  #reason: SwitchReason = 'start';
  readonly #backoffs = new Map<string, Backoff>();

  /**
   * Returns undefined when the layer stays, or none is being sent. `rungs` ascend by quality; `audioBps` is what audio
   * takes of the same path.
   */
  choose(nowMs: number, rungs: readonly Rung[], state: DownlinkState, audioBps: number): Choice | undefined {
    if (rungs.length === 0) return undefined;
    const index = rungs.findIndex((rung) => isSameLayer(rung, this.#layer));
    const fits = (rung: Rung, headroom: number) => neededBps(rung, audioBps) * headroom <= state.estimateBps;
    const highest = (headroom: number) => rungs.findLast((rung) => fits(rung, headroom)) ?? rungs[0];
    const current = rungs[index];
    if (current === undefined) {
      const isStart = this.#layer === undefined;
      return this.#take(isStart ? smallest(rungs) : highest(1), isStart ? 'start' : 'gone', nowMs);
    }
    const isCongested = state.queueDelayMs > MIN_QUEUE_MS || state.heldByLoss;
    // A keyframe's queue drains by itself as long as more gets through than the layer needs.
    const drains = !state.heldByLoss && (state.acknowledgedBps ?? 0) >= neededBps(current, audioBps);
    if (index > 0 && isCongested && !drains && !fits(current, 1)) {
      this.#backOff(current, nowMs);
      return this.#take(highest(1), state.heldByLoss ? 'loss' : 'queue', nowMs);
    }
    const above = rungs.slice(index + 1).findLast((rung) => fits(rung, HEADROOM) && this.#mayTry(rung, nowMs));
    if (above === undefined || isCongested || nowMs - this.#switchedMs < STEP_UP_INTERVAL_MS) return undefined;
    return this.#take(above, 'room', nowMs);
  }

  /** Returns the estimate that the next layer up needs, bit/s; undefined when there is none, or it failed recently. */
  wantedBps(nowMs: number, rungs: readonly Rung[], audioBps: number): number | undefined {
    const index = rungs.findIndex((rung) => isSameLayer(rung, this.#layer));
    const above = index < 0 ? undefined : rungs[index + 1];
    if (above === undefined || !this.#mayTry(above, nowMs)) return undefined;
    return neededBps(above, audioBps) * HEADROOM;
  }

  reset(): void {
    this.#layer = undefined;
    this.#backoffs.clear();
  }

  #take(rung: Rung | undefined, reason: SwitchReason, nowMs: number): Choice | undefined {
    if (rung === undefined || isSameLayer(rung, this.#layer)) return undefined;
    const { encoding, target } = rung;
    this.#layer = target === undefined ? { encoding } : { encoding, target };
    this.#switchedMs = nowMs;
    this.#reason = reason;
    return { layer: this.#layer, reason };
  }

  #backOff(rung: Rung, nowMs: number): void {
    const key = keyOf(rung);
    if (this.#reason !== 'room' || nowMs - this.#switchedMs > FAILURE_MS) {
      this.#backoffs.delete(key);
      return;
    }
    const before = this.#backoffs.get(key)?.waitMs;
    const waitMs = before === undefined ? BACKOFF_MS.first : Math.min(BACKOFF_MS.max, before * 2);
    this.#backoffs.set(key, { waitMs, untilMs: nowMs + waitMs });
  }

  #mayTry(rung: Rung, nowMs: number): boolean {
    return nowMs >= (this.#backoffs.get(keyOf(rung))?.untilMs ?? Number.NEGATIVE_INFINITY);
  }
}

/** Returns the bitrate that a layer needs including headers and audio, bit/s, comparable with the estimate. */
export function neededBps({ rateBps }: Rung, audioBps: number): number {
  return rateBps * HEADER_OVERHEAD + audioBps;
}

function keyOf({ encoding, target }: Layer): string {
  return `${encoding}/${target ?? ''}`;
}

/** Returns the smallest picture at its full frame rate, which is where a viewer starts. */
function smallest(rungs: readonly Rung[]): Rung | undefined {
  const [first] = rungs;
  return rungs.findLast(({ encoding, spatialId }) => encoding === first?.encoding && spatialId === first?.spatialId);
}
