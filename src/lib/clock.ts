/** Wall time in ms since 1970 with fractions; the same clock that browsers on this machine read (within 1 ms). */
export function wallMs(): number {
  return performance.timeOrigin + performance.now();
}

let readRealMs = () => performance.now();

/** Monotonic real time, ms; the same as this process's own where that is not slowed. For people's waits, never for the stream. */
export function realMs(): number {
  return readRealMs();
}

/** From now on real time is read so: this process's own clocks are slowed. */
export function useRealClock(read: () => number): void {
  readRealMs = read;
}

/** Resolves after `ms`, or rejects with the signal's reason as soon as it aborts. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
