// A thread that sleeps until a time and then says so. Plain JavaScript, so that it starts without a loader.
import { parentPort, workerData } from 'node:worker_threads';

/**
 * `setting` changes whenever the time is set anew; `dueMs` is that time by process.hrtime, Infinity for never. Where a sleep is
 * too coarse, the last `awakeMs` are waited for awake.
 */
const { setting, dueMs, awakeMs } = workerData;

const nowMs = () => {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
};

parentPort.postMessage('ready');
for (;;) {
  const seen = Atomics.load(setting, 0);
  const waitMs = dueMs[0] - nowMs() - awakeMs;
  if (waitMs > 0 && Atomics.wait(setting, 0, seen, waitMs) !== 'timed-out') continue;
  while (dueMs[0] > nowMs() && Atomics.load(setting, 0) === seen);
  if (Atomics.load(setting, 0) !== seen) continue;
  parentPort.postMessage(seen);
  Atomics.wait(setting, 0, seen);
}
