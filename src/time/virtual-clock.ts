import { rmSync } from 'node:fs';
import koffi from 'koffi';
import { useRealClocks } from '../lib/clock.ts';
import { CannotMeasureError } from '../lib/errors.ts';
import { messageOf } from '../lib/message-of.ts';
import { OWNER_VARIABLE, PAGE_VARIABLE } from './variables.ts';

/** Number of values that longhaul_time_read (control.c) writes. */
const VALUES = 6;
const DOUBLE_BYTES = 8;
const NS_PER_MS = 1e6;

/** State of the page at one moment. */
export interface ClockReading {
  /** Real time divided by virtual time, now. */
  readonly factor: number;
  /** CLOCK_MONOTONIC of the kernel, and of this process. */
  readonly realMs: number;
  readonly virtualMs: number;
  /** Wall clock of the kernel, ms since 1970. */
  readonly realWallMs: number;
  /** Total real time for which virtual time stood still because the machine did not respond. */
  readonly stoodStillMs: number;
}

/** Controls the speed of the virtual clock of this process and all its children. */
export interface VirtualClock {
  read(): ClockReading;
  /** Sets the factor from this moment on, 1 to 64. */
  setFactor(factor: number): void;
  /** Sets whether the factor may fall: waits under way are then restarted from time to time, so that none ends late. */
  letFall(mayFall: boolean): void;
}

let opened: VirtualClock | undefined;

/**
 * Opens this process's clock and starts its pacemaker; undefined in real time, and where another longhaul owns the
 * clock.
 */
export function openVirtualClock(): VirtualClock | undefined {
  const page = process.env[PAGE_VARIABLE];
  if (page === undefined || process.env[OWNER_VARIABLE] !== String(process.pid)) return undefined;
  opened ??= open(page);
  return opened;
}

function open(page: string): VirtualClock {
  // null stands for everything this process has loaded already, so that the library's path need not be known here.
  const library = koffi.load(null);
  const call = (declaration: string) => {
    const found = library.func(declaration);
    return (...args: unknown[]): number => {
      const result = found(...args) as number;
      if (result < 0) throw new Error(`${declaration} returned ${result}`);
      return result;
    };
  };
  try {
    const start = call('int longhaul_time_start()');
    const setFactor = call('int longhaul_time_set_factor(double factor)');
    const letFall = call('int longhaul_time_let_fall(int mayFall)');
    const read = call('int longhaul_time_read(void *values)');
    start();
    process.once('exit', () => rmSync(page, { force: true }));
    const values = Buffer.alloc(VALUES * DOUBLE_BYTES);
    const clock: VirtualClock = {
      read() {
        read(values);
        const [factor = 1, realNs = 0, virtualNs = 0, realWallNs = 0, , stoodStillNs = 0] = Array.from(
          { length: VALUES },
          (_, i) => values.readDoubleLE(i * DOUBLE_BYTES),
        );
        return {
          factor,
          realMs: realNs / NS_PER_MS,
          virtualMs: virtualNs / NS_PER_MS,
          realWallMs: realWallNs / NS_PER_MS,
          stoodStillMs: stoodStillNs / NS_PER_MS,
        };
      },
      setFactor: (factor) => void setFactor(factor),
      letFall: (mayFall) => void letFall(mayFall ? 1 : 0),
    };
    useRealClocks({ monotonicMs: () => clock.read().realMs, wallMs: () => clock.read().realWallMs });
    return clock;
  } catch (cause) {
    throw new CannotMeasureError(
      `the virtual time library was not loaded: ${messageOf(cause)}`,
      'play at the speed of this machine: --slow 1',
      { cause },
    );
  }
}
