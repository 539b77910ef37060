/** Node's timers are whole ms and up to one late; the last of the way is waited for without giving way to others. */
const HELD_MS = 1.5;
const flag = new Int32Array(new SharedArrayBuffer(4));

/** Calls back when performance.now() has reached `atMs`, within some 0.1 ms. */
export function sleepUntil(atMs: number, then: () => void): { cancel(): void } {
  const timer = setTimeout(
    () => {
      const leftMs = atMs - performance.now();
      if (leftMs > 0) Atomics.wait(flag, 0, 0, leftMs);
      then();
    },
    Math.max(0, Math.floor(atMs - performance.now() - HELD_MS)),
  );
  return { cancel: () => clearTimeout(timer) };
}
