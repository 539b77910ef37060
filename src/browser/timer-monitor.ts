import { tenths } from './sample-columns.ts';

const INTERVAL_MS = 20;

/** Measures how late this thread's own timers fire: a sign of the machine, not of the network. */
export function startTimerMonitor(): { take(): { timerLateP99Ms?: number; timerLateMaxMs?: number } } {
  let latenessMs: number[] = [];
  let dueMs = performance.now() + INTERVAL_MS;
  const tick = () => {
    const nowMs = performance.now();
    latenessMs.push(Math.max(0, nowMs - dueMs));
    dueMs = Math.max(dueMs + INTERVAL_MS, nowMs);
    setTimeout(tick, dueMs - nowMs);
  };
  setTimeout(tick, INTERVAL_MS);
  return {
    take() {
      const sorted = latenessMs.sort((a, b) => a - b);
      latenessMs = [];
      const p99 = sorted[Math.ceil(sorted.length * 0.99) - 1];
      const max = sorted.at(-1);
      return {
        ...(p99 === undefined ? {} : { timerLateP99Ms: tenths(p99) }),
        ...(max === undefined ? {} : { timerLateMaxMs: tenths(max) }),
      };
    },
  };
}
