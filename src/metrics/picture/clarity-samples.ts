import type { ClaritySample, RecordedViewer } from '../../model/recording/recorded-take.ts';
import { samplesIn } from '../series/samples-in.ts';
import type { Span } from '../series/span.ts';

export function clarityIn(viewer: RecordedViewer, span: Span): readonly ClaritySample[] {
  return samplesIn(viewer.clarity, span);
}
