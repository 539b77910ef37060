// Thread that sleeps until a given time and then posts a message. Plain JavaScript, so that it starts without a loader.
import { parentPort, workerData } from 'node:worker_threads';

/**
 * `setting` changes whenever a new time is set; `dueMs` is that time on process.hrtime's clock, Infinity for never. Where
 * sleeping is too coarse, the last `awakeMs` are spent in a busy wait.
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
