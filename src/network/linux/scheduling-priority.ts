import { readFileSync } from 'node:fs';
import { arch } from 'node:process';
import { lastError, prctl, schedSetScheduler, syscallSchedSetAttr } from './libc.ts';

/** From linux/prctl.h and linux/sched.h. */
const PR_SET_TIMERSLACK = 29;
const SCHED_OTHER = 0;
const SCHED_FIFO = 1;

/** Real-time priority: above the origin's, far below the kernel's own threads (50 and up). */
const FIFO_PRIORITY = 10;
/** Slice of a task without real-time priority: the shortest the kernel takes (kernel/sched: 0.1 ms to 100 ms), since 6.12. */
const SLICE_NS = 100_000;
/** sched_setattr by architecture (asm/unistd.h). */
const SYS_SCHED_SETATTR: Readonly<Record<string, number>> = { x64: 314, arm64: 274 };
/** struct sched_attr, first version. */
const SCHED_ATTR_BYTES = 48;
const SCHED_ATTR_RUNTIME_AT = 24;

/** -1: nothing keeps a real-time task from taking a CPU for itself (kernel: sched-rt-group). */
const RT_RUNTIME = '/proc/sys/kernel/sched_rt_runtime_us';
const UNLIMITED = -1;

/**
 * Has the kernel run this thread as soon as a packet is due: real-time priority where permitted, else a short slice, which
 * wakes sooner than the default. The loop sleeps whenever nothing is due, and the kernel's real-time throttle keeps a share
 * of every CPU for others; without that throttle we do not ask for real time. Gives what was got, in words.
 */
export function takePrecedence(): string {
  // Timers fire up to 50 µs late by default.
  prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0);
  const fifo = askFifo();
  if (fifo === undefined) return `SCHED_FIFO ${FIFO_PRIORITY}`;
  const slice = askShortSlice();
  if (slice === undefined) return `normal, slice ${SLICE_NS / 1e6} ms (no SCHED_FIFO: ${fifo})`;
  return `normal (no SCHED_FIFO: ${fifo}; no short slice: ${slice})`;
}

/** Undefined when granted, else why not. */
function askFifo(): string | undefined {
  if (Number(readFileSync(RT_RUNTIME, 'utf8')) === UNLIMITED) return 'real-time throttling is off';
  const parameters = Buffer.alloc(4);
  parameters.writeInt32LE(FIFO_PRIORITY);
  return schedSetScheduler(0, SCHED_FIFO, parameters) === 0 ? undefined : lastError();
}

function askShortSlice(): string | undefined {
  const number = SYS_SCHED_SETATTR[arch];
  if (number === undefined) return `unknown on ${arch}`;
  const attributes = Buffer.alloc(SCHED_ATTR_BYTES);
  attributes.writeUInt32LE(SCHED_ATTR_BYTES, 0);
  attributes.writeUInt32LE(SCHED_OTHER, 4);
  attributes.writeBigUInt64LE(BigInt(SLICE_NS), SCHED_ATTR_RUNTIME_AT);
  return syscallSchedSetAttr(number, 0, attributes, 0) === 0 ? undefined : lastError();
}
