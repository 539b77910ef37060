/** Wall time in ms since 1970 with fractions; the same clock that browsers on this machine read (within 1 ms). */
export function wallMs(): number {
  return performance.timeOrigin + performance.now();
}

let readRealMs = () => performance.now();

/** Real time in ms since some moment, also in a process whose clock is slowed. */
export function realMs(): number {
  return readRealMs();
}

/** Where `performance.now()` is the stream's own time, real time is read elsewhere. */
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
