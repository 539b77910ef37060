// Takes a share of one CPU as a hypervisor does: in bursts, ahead of everything. node hog.mjs SHARE BURST_MS SEED
// Run under `taskset -c N chrt --fifo 50`: above the router's real-time priority, so that nothing of a take escapes it.
const [share, burstMs, seed] = process.argv.slice(2).map(Number);
const nap = new Int32Array(new SharedArrayBuffer(4));
let state = seed;
const random = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return (state + 0.5) / 2 ** 32;
};
const exponential = (mean) => -mean * Math.log(random());
const parent = process.ppid;
while (process.ppid === parent) {
  const endMs = performance.now() + exponential(burstMs);
  while (performance.now() < endMs);
  Atomics.wait(nap, 0, 0, exponential((burstMs * (1 - share)) / share));
}
