import { rmSync } from 'node:fs';
import koffi from 'koffi';
import { useRealClocks } from '../lib/clock.ts';
import { CannotMeasureError } from '../lib/errors.ts';
import { OWNER_VARIABLE, PAGE_VARIABLE } from './variables.ts';

/** Of control.c's longhaul_time_read. */
const VALUES = 6;
const DOUBLE_BYTES = 8;
const NS_PER_MS = 1e6;

/** The page at one moment. */
export interface ClockReading {
  /** Real time over virtual time, now. */
  readonly factor: number;
  /** CLOCK_MONOTONIC of the kernel and of this process. */
  readonly realMs: number;
  readonly virtualMs: number;
  /** Wall clock of the kernel, ms since 1970. */
  readonly realWallMs: number;
  /** Real time, in all, that virtual time stood still because the machine did not answer. */
  readonly stoodStillMs: number;
}

/** Sets how fast the virtual clock of this process and of all it has started goes. */
export interface VirtualClock {
  read(): ClockReading;
  /** From this moment on; no less than 1, no more than 64. */
  setFactor(factor: number): void;
  /** Whether the factor may fall: then waits are begun anew on their way, so that none ends late. */
  letFall(mayFall: boolean): void;
}

let opened: VirtualClock | undefined;

/** The clock of this process, its pacemaker running; undefined in real time, and where another longhaul owns the clock. */
export function openVirtualClock(): VirtualClock | undefined {
  const page = process.env[PAGE_VARIABLE];
  if (page === undefined || process.env[OWNER_VARIABLE] !== String(process.pid)) return undefined;
  opened ??= open(page);
  return opened;
}

function open(page: string): VirtualClock {
  // null: what this process has loaded already. The library's own path would do as well, but need not be known here.
  const library = koffi.load(null);
  const call = (declaration: string) => {
    const found = library.func(declaration);
    return (...args: unknown[]): number => {
      const result = found(...args) as number;
      if (result < 0) throw new Error(`${declaration} gave ${result}`);
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
      `the library of virtual time was not loaded: ${cause instanceof Error ? cause.message : String(cause)}`,
      'play at the speed of this machine: --slow 1',
      { cause },
    );
  }
}
