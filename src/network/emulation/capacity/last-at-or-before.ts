/** Place of the last of ascending `times` that is not after `atMs`, at least 0. */
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
