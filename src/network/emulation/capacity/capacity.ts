/**
 * Capacity of a bottleneck over weather time, first in, first out. Callers ask startMs() for each packet, then finishMs()
 * unless the packet is dropped. Times (ms) must not decrease.
 */
export interface Capacity {
  /**
   * Returns when the first byte of a packet that arrived at `arrivedMs` can leave; the packets before it are gone by
   * `freeMs`.
   */
  startMs(arrivedMs: number, freeMs: number): number;
  /** Returns when the last of `bytes` has left, if the first leaves at `startMs`. */
  finishMs(startMs: number, bytes: number): number;
  /**
   * Rate in force at `atMs`, in bit/s. For single delivery opportunities, the mean rate over the second before; Infinity
   * where nothing limits.
   */
  rateBps(atMs: number): number;
}
