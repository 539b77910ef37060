/** Returns the index of the first of `count` rising times that is at or after `ms`; `count` if there is none. */
export function firstAtOrAfter(count: number, timeOf: (place: number) => number, ms: number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timeOf(middle) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}
