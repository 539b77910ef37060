import type { DeviceSample } from '../../model/recording/recorded-take.ts';
import { samplesIn } from '../series/samples-in.ts';
import type { Span } from '../series/span.ts';

/** A sample covers the second before it; that second's middle decides which span it belongs to. */
const HALF_SECOND_MS = 500;

/** Returns the mean of what samples within a span hold; undefined where none holds it. */
export function meanOfSamples(
  samples: readonly DeviceSample[],
  span: Span,
  read: (sample: DeviceSample) => number | undefined,
): number | undefined {
  const inside = samplesIn(samples, { fromMs: span.fromMs + HALF_SECOND_MS, toMs: span.toMs + HALF_SECOND_MS });
  const values = inside.flatMap((sample) => read(sample) ?? []);
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}
