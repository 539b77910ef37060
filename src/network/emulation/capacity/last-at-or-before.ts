/** Returns the index of the last of ascending `times` that is not after `atMs`; 0 if all are after it. */
export function lastAtOrBefore(times: Float64Array, atMs: number): number {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((times[middle] ?? 0) <= atMs) low = middle;
    else high = middle - 1;
  }
  return low;
}
