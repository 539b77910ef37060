import type { ClaritySample, RecordedViewer } from '../model/recorded-take.ts';
import { samplesIn } from './samples-in.ts';
import type { Span } from './span.ts';

export const NOT_JUDGED = 'no frame was held against the true one';

export function clarityIn(viewer: RecordedViewer, span: Span): readonly ClaritySample[] {
  return samplesIn(viewer.clarity, span);
}
