import { isSameLayer, type Layer, type Rung } from '../layers/layer.ts';
import type { DownlinkState } from './downlink-estimate.ts';

/** Why a viewer was given another layer. */
export type SwitchReason =
  /** It joined, or the publisher is another. */
  | 'start'
  /** The estimate has room for a higher one. */
  | 'room'
  /** Packets queue on the way, and the estimate is below what the layer needs. */
  | 'queue'
  /** They are lost, likewise. */
  | 'loss'
  /** The publisher does not send the layer any more. */
  | 'gone';

export interface Choice {
  readonly layer: Layer;
  readonly reason: SwitchReason;
}

/** RTP headers and extensions on top of a layer's payload. */
const HEADERS = 1.04;
/** The estimate must be this much above what a higher layer needs: its rate is a mean. */
const ROOM = 1.05;
/** An estimate below what a layer needs is no reason to leave it while nothing waits: it may be wrong. */
const QUEUE_MS = 50;
/** A layer that was left again so soon was the wrong one; it is tried again ever later. */
const FAILED_MS = 30_000;
const BACKOFF_MS = { first: 5000, max: 40_000 };
/** Between two steps up, so that the first has shown whether it carries. */
const STEP_UP_MS = 500;

interface Backoff {
  readonly waitMs: number;
  readonly untilMs: number;
}

/** Chooses a viewer's layer among those being sent. No clock of its own. */
export class LayerChooser {
  #layer: Layer | undefined;
  #sinceMs = Number.NEGATIVE_INFINITY;
  #reason: SwitchReason = 'start';
  readonly #backoffs = new Map<string, Backoff>();

  /**
   * Undefined when the layer stays, or none is being sent. `rungs` from the least to the most; `besidesBps`: what else takes
   * the same way (sound).
   */
  choose(nowMs: number, rungs: readonly Rung[], state: DownlinkState, besidesBps: number): Choice | undefined {
    if (rungs.length === 0) return undefined;
    const place = rungs.findIndex((rung) => isSameLayer(rung, this.#layer));
    const fits = (rung: Rung, room: number) => neededBps(rung, besidesBps) * room <= state.estimateBps;
    const highest = (room: number) => rungs.findLast((rung) => fits(rung, room)) ?? rungs[0];
    const current = rungs[place];
    if (current === undefined) {
      const isStart = this.#layer === undefined;
      return this.#take(isStart ? smallest(rungs) : highest(1), isStart ? 'start' : 'gone', nowMs);
    }
    const isPressed = state.queueDelayMs > QUEUE_MS || state.heldByLoss;
    // A keyframe's queue drains by itself as long as more gets through than the layer needs.
    const drains = !state.heldByLoss && (state.arrivedBps ?? 0) >= neededBps(current, besidesBps);
    if (place > 0 && isPressed && !drains && !fits(current, 1)) {
      this.#noteFailure(current, nowMs);
      return this.#take(highest(1), state.heldByLoss ? 'loss' : 'queue', nowMs);
    }
    const above = rungs.slice(place + 1).findLast((rung) => fits(rung, ROOM) && this.#mayTry(rung, nowMs));
    if (above === undefined || isPressed || nowMs - this.#sinceMs < STEP_UP_MS) return undefined;
    return this.#take(above, 'room', nowMs);
  }

  /** What the next layer up needs of the estimate; undefined when there is none, or it failed a moment ago. */
  wantedBps(nowMs: number, rungs: readonly Rung[], besidesBps: number): number | undefined {
    const place = rungs.findIndex((rung) => isSameLayer(rung, this.#layer));
    const above = place < 0 ? undefined : rungs[place + 1];
    if (above === undefined || !this.#mayTry(above, nowMs)) return undefined;
    return neededBps(above, besidesBps) * ROOM;
  }

  reset(): void {
    this.#layer = undefined;
    this.#backoffs.clear();
  }

  #take(rung: Rung | undefined, reason: SwitchReason, nowMs: number): Choice | undefined {
    if (rung === undefined || isSameLayer(rung, this.#layer)) return undefined;
    const { encoding, target } = rung;
    this.#layer = target === undefined ? { encoding } : { encoding, target };
    this.#sinceMs = nowMs;
    this.#reason = reason;
    return { layer: this.#layer, reason };
  }

  #noteFailure(rung: Rung, nowMs: number): void {
    const key = keyOf(rung);
    if (this.#reason !== 'room' || nowMs - this.#sinceMs > FAILED_MS) {
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

/** At the estimate's scale. */
export function neededBps({ rateBps }: Rung, besidesBps: number): number {
  return rateBps * HEADERS + besidesBps;
}

function keyOf({ encoding, target }: Layer): string {
  return `${encoding}/${target ?? ''}`;
}

/** The smallest picture at its full frame rate: what a viewer begins with. */
function smallest(rungs: readonly Rung[]): Rung | undefined {
  const [first] = rungs;
  return rungs.findLast(({ encoding, spatialId }) => encoding === first?.encoding && spatialId === first?.spatialId);
}
