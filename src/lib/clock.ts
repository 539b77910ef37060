/** Wall time in ms since 1970 with fractions; the same clock that browsers on this machine read (within 1 ms). */
export function wallMs(): number {
  return performance.timeOrigin + performance.now();
}

/** Clocks of the machine, where this process's own are slowed (src/time). */
export interface RealClocks {
  readonly monotonicMs: () => number;
  /** Since 1970. */
  readonly wallMs: () => number;
}

let real: RealClocks = { monotonicMs: () => performance.now(), wallMs };

/** Monotonic real time, ms; the same as this process's own where that is not slowed. For people's waits, never for the stream. */
export function realMs(): number {
  return real.monotonicMs();
}

/** When it is, for people: names of files, when something was rehearsed. */
export function realDate(): Date {
  return new Date(real.wallMs());
}

/** From now on real time is read so: this process's own clocks are slowed. */
export function useRealClocks(clocks: RealClocks): void {
  real = clocks;
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
