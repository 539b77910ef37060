/** Final part of a wait that blocks the thread: Node's timers count whole ms and are up to 1 ms late. */
const BLOCKING_MS = 1.5;
const flag = new Int32Array(new SharedArrayBuffer(4));

/** Calls back when performance.now() reaches `atMs`, within some 0.1 ms. */
export function sleepUntil(atMs: number, then: () => void): { cancel(): void } {
  const timer = setTimeout(
    () => {
      const leftMs = atMs - performance.now();
      if (leftMs > 0) Atomics.wait(flag, 0, 0, leftMs);
      then();
    },
    Math.max(0, Math.floor(atMs - performance.now() - BLOCKING_MS)),
  );
  return { cancel: () => clearTimeout(timer) };
}
