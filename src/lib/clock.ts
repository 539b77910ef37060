/** Returns the wall time, ms since 1970 with fractions. Browsers on this machine read the same clock, within 1 ms. */
export function wallMs(): number {
  return performance.timeOrigin + performance.now();
}

/** The machine's own clocks, for a process whose clocks are slowed (src/time). */
export interface RealClocks {
  readonly monotonicMs: () => number;
  /** Milliseconds since 1970. */
  readonly wallMs: () => number;
}

let realClocks: RealClocks = { monotonicMs: () => performance.now(), wallMs };

/**
 * Returns monotonic real time, ms. For people's waits, never for the stream; equals this process's clock unless that is
 * slowed.
 */
export function realMs(): number {
  return realClocks.monotonicMs();
}

/** Returns the real date, for people: in file names, and to say when something was rehearsed. */
export function realDate(): Date {
  return new Date(realClocks.wallMs());
}

/** Sets how real time is read from now on, because this process's own clocks are slowed. */
export function useRealClocks(clocks: RealClocks): void {
  realClocks = clocks;
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
