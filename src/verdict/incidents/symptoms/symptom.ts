import type { Span } from '../../../metrics/series/span.ts';
import type { RecordedTake, RecordedViewer } from '../../../model/recording/recorded-take.ts';
import type { SymptomKind } from '../../../model/result/incident.ts';
import type { MetricId, Unit } from '../../../model/result/metric.ts';

/** A stretch of wall time in which one number of one viewer left its usual range. */
export interface Symptom extends Span {
  readonly kind: SymptomKind;
  readonly metric: MetricId;
  /** Worst value of the stretch. */
  readonly value: number;
  /** The viewer's own usual value; undefined for gaps, which a clean stream does not have. */
  readonly usual?: number;
  readonly unit: Unit;
  /** Gaps or stretches that were taken together. */
  readonly times: number;
}

/** Finds the symptoms of one kind in order of time, none touching the next, within the window. */
export type SymptomFinder = (viewer: RecordedViewer, take: RecordedTake, window: Span) => readonly Symptom[];
