import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';

/** What several metrics ask alike, computed once for each viewer; a take is never changed, so the answer stays right. */
export function onceAViewer<T>(
  compute: (viewer: RecordedViewer, take: RecordedTake) => T,
): (viewer: RecordedViewer, take: RecordedTake) => T {
  const known = new WeakMap<RecordedTake, WeakMap<RecordedViewer, { readonly answer: T }>>();
  return (viewer, take) => {
    const ofTake = known.get(take) ?? new WeakMap<RecordedViewer, { readonly answer: T }>();
    known.set(take, ofTake);
    const found = ofTake.get(viewer) ?? { answer: compute(viewer, take) };
    ofTake.set(viewer, found);
    return found.answer;
  };
}

/** The same for what is asked of a take as a whole, by the metrics of each of its viewers. */
export function onceATake<T>(compute: (take: RecordedTake) => T): (take: RecordedTake) => T {
  const known = new WeakMap<RecordedTake, { readonly answer: T }>();
  return (take) => {
    const found = known.get(take) ?? { answer: compute(take) };
    known.set(take, found);
    return found.answer;
  };
}
