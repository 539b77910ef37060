import type { ClaritySample, RecordedViewer } from '../model/recorded-take.ts';
import { isWithin, type Span } from './span.ts';

export const NOT_JUDGED = 'no frame was held against the true one';

export function samplesIn(viewer: RecordedViewer, span: Span): readonly ClaritySample[] {
  return viewer.clarity.filter(({ atMs }) => isWithin(atMs, span));
}
