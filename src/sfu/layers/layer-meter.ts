import { RateMeter } from '../rate-meter.ts';
import type { SourcePacket } from '../rtp/source-packet.ts';
import { type DependencyStructure, DTI } from './dependency-descriptor.ts';
import type { Rung } from './layer.ts';

/** Window long enough that a keyframe does not make a layer look too large. */
const WINDOW_MS = 2000;
/**
 * Time without a frame after which a layer counts as not being sent: publishers drop the upper layers when bandwidth is
 * short.
 */
const INACTIVE_MS = 1000;

/** Rates of one simulcast stream. */
class EncodingMeter {
  readonly #all = new RateMeter(WINDOW_MS);
  #targets: RateMeter[] = [];
  #structure: DependencyStructure | undefined;
  #activeTargets = 0;
  /** Time of the last packet, by spatial id. */
  readonly #receivedMs: number[] = [];

  receive({ payload, frame, arrivalMs }: SourcePacket): void {
    this.#all.add(payload.length, arrivalMs);
    this.#receivedMs[frame?.spatialId ?? 0] = arrivalMs;
    if (frame === undefined) return;
    this.#structure = frame.structure;
    this.#activeTargets = frame.activeTargets;
    const { targets } = frame.structure;
    if (this.#targets.length !== targets.length) this.#targets = targets.map(() => new RateMeter(WINDOW_MS));
    for (const [target, meter] of this.#targets.entries())
      if ((frame.dtis[target] ?? DTI.notPresent) !== DTI.notPresent) meter.add(payload.length, arrivalMs);
  }

  rungs(encoding: number, nowMs: number): Rung[] {
    if (this.#structure === undefined)
      return this.#isActive(0, nowMs)
        ? [{ encoding, rateBps: this.#all.rateBps(nowMs), spatialId: 0, temporalId: 0 }]
        : [];
    return this.#structure.targets.flatMap(({ spatialId, temporalId }, target) => {
      if (!this.#isActive(spatialId, nowMs) || ((this.#activeTargets >> target) & 1) === 0) return [];
      return [{ encoding, target, rateBps: this.#targets[target]?.rateBps(nowMs) ?? 0, spatialId, temporalId }];
    });
  }

  #isActive(spatialId: number, nowMs: number): boolean {
    return nowMs - (this.#receivedMs[spatialId] ?? Number.NEGATIVE_INFINITY) < INACTIVE_MS;
  }
}

/** Measures the layers of a stream as they arrive from the publisher. */
export class LayerMeter {
  readonly #encodings: EncodingMeter[] = [];

  receive(packet: SourcePacket): void {
    this.#encodings[packet.encoding] ??= new EncodingMeter();
    this.#encodings[packet.encoding]?.receive(packet);
  }

  /**
   * Returns the layers being sent, in ascending order. Frame rate is given up last, since shopping is motion: only the
   * smallest picture has rungs below the full frame rate.
   */
  rungs(nowMs: number): Rung[] {
    const all = this.#encodings.flatMap((meter, encoding) => meter?.rungs(encoding, nowMs) ?? []);
    if (all.length < 2) return all;
    const bySize = new Map<string, Rung[]>();
    for (const rung of all) {
      const size = `${rung.encoding}/${rung.spatialId}`;
      bySize.set(size, [...(bySize.get(size) ?? []), rung]);
    }
    const sorted = [...bySize.values()].map((rungs) => rungs.toSorted((a, b) => a.temporalId - b.temporalId));
    const ascending = sorted.toSorted((a, b) => (a.at(-1)?.rateBps ?? 0) - (b.at(-1)?.rateBps ?? 0));
    return ascending.flatMap((rungs, index) => (index === 0 ? rungs : rungs.slice(-1)));
  }

  reset(): void {
    this.#encodings.length = 0;
  }
}
