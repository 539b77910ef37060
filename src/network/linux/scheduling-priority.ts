import { readFileSync } from 'node:fs';
import { arch } from 'node:process';
import { lastError, prctl, schedSetScheduler, syscallSchedSetAttr } from './libc.ts';

/** Constants of linux/prctl.h and linux/sched.h. */
const PR_SET_TIMERSLACK = 29;
const SCHED_OTHER = 0;
const SCHED_FIFO = 1;

/** Real-time priority, above the origin's and far below the kernel's own threads (50 and up). */
const FIFO_PRIORITY = 10;
/**
 * Time slice without real-time priority: the shortest that the kernel accepts since 6.12 (kernel/sched: 0.1 ms to 100 ms).
 */
const SLICE_NS = 100_000;
/** System call number of sched_setattr by architecture (asm/unistd.h). */
const SYS_SCHED_SETATTR: Readonly<Record<string, number>> = { x64: 314, arm64: 274 };
/** Layout of struct sched_attr, first version. */
const SCHED_ATTR_BYTES = 48;
const SCHED_ATTR_RUNTIME_AT = 24;

/** Kernel's limit for real-time tasks; -1 means that nothing keeps one from occupying a CPU (kernel: sched-rt-group). */
const RT_RUNTIME = '/proc/sys/kernel/sched_rt_runtime_us';
const UNLIMITED = -1;

/**
 * Makes the kernel run this thread as soon as a packet is due: with real-time priority where permitted, else with a short
 * slice, which wakes up sooner than the default. The loop sleeps whenever nothing is due, and the kernel's real-time
 * throttling keeps a share of every CPU for other tasks; without that throttling we do not request real-time priority.
 * Returns a description of the scheduling obtained.
 */
export function raisePriority(): string {
  // Timers fire up to 50 µs late by default.
  prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0);
  const fifo = requestFifo();
  if (fifo === undefined) return `SCHED_FIFO ${FIFO_PRIORITY}`;
  const slice = requestShortSlice();
  if (slice === undefined) return `normal, slice ${SLICE_NS / 1e6} ms (no SCHED_FIFO: ${fifo})`;
  return `normal (no SCHED_FIFO: ${fifo}; no short slice: ${slice})`;
}

/** Requests real-time priority. Returns undefined when granted, otherwise the reason for the refusal. */
function requestFifo(): string | undefined {
  if (Number(readFileSync(RT_RUNTIME, 'utf8')) === UNLIMITED) return 'real-time throttling is off';
  const parameters = Buffer.alloc(4);
  parameters.writeInt32LE(FIFO_PRIORITY);
  return schedSetScheduler(0, SCHED_FIFO, parameters) === 0 ? undefined : lastError();
}

/** Requests a short time slice. Returns undefined when granted, otherwise the reason for the refusal. */
function requestShortSlice(): string | undefined {
  const number = SYS_SCHED_SETATTR[arch];
  if (number === undefined) return `unknown on ${arch}`;
  const attributes = Buffer.alloc(SCHED_ATTR_BYTES);
  attributes.writeUInt32LE(SCHED_ATTR_BYTES, 0);
  attributes.writeUInt32LE(SCHED_OTHER, 4);
  attributes.writeBigUInt64LE(BigInt(SLICE_NS), SCHED_ATTR_RUNTIME_AT);
  return syscallSchedSetAttr(number, 0, attributes, 0) === 0 ? undefined : lastError();
}
