import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';

/** Caches per viewer what several metrics compute alike. Takes are never changed, so the answer stays right. */
export function cachePerViewer<T>(
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

/** Caches per take what the metrics of each of its viewers compute alike. */
export function cachePerTake<T>(compute: (take: RecordedTake) => T): (take: RecordedTake) => T {
  const known = new WeakMap<RecordedTake, { readonly answer: T }>();
  return (take) => {
    const found = known.get(take) ?? { answer: compute(take) };
    known.set(take, found);
    return found.answer;
  };
}
