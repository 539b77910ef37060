import type { MetricId, MetricInfo, Unit } from '../../model/result/metric.ts';

/**
 * Margins of practical difference: below them nobody would send the stream another way. Assumptions but for the first;
 * a budget on change ("change < 1 %") sets its own.
 */
const MARGINS: Readonly<Record<MetricId, number>> = {
  /** One point of stutter: what a viewer of a minute notices as one more stop. */
  stutterRate: 0.01,
  freezeRate: 0.01,
  /** A freeze longer by less is not told apart by who watches. */
  longestFreeze: 200,
  /** Repeats of a take differ by 8 ms in the median (docs/validity.md), their p95 by some more. */
  latency: 30,
  roundTripTime: 20,
  joinTime: 200,
  firstFrame: 200,
  frameRate: 1,
  /** Some 0.5 dB, the least that viewers tell side by side. */
  clarity: 0.01,
  clarityPsnr: 0.5,
  /** A viewer in ten. */
  joinFailures: 0.1,
};

/** For what has no margin of its own: the least difference in its unit that shows. */
const MARGIN_OF_UNIT: Readonly<Partial<Record<Unit, number>>> = { ms: 30, fps: 1, fraction: 0.01, count: 1 };

/** Undefined where no difference is known to matter: such a metric is not judged. */
export function marginOf({ id, unit }: Pick<MetricInfo, 'id' | 'unit'>): number | undefined {
  return Object.hasOwn(MARGINS, id) ? MARGINS[id] : MARGIN_OF_UNIT[unit];
}
