import koffi from 'koffi';
import { findPreload } from './preload.ts';

/** Work of one measurement, in blocks: 1.6 ms of the reference's CPU time, about a frame's decoding, and what is not counted. */
const BLOCKS = 1000;
const UNCOUNTED_BLOCKS = 500;
/**
 * Blocks that a CPU second of the reference machine does: one core of an Intel Xeon (Sapphire Rapids, 2.1 GHz, as a KVM guest)
 * that shares its core with nobody takes 1540 ns for a block (docs/elastic-time.md). Another compiler's library needs another value.
 */
export const REFERENCE_BLOCKS_PER_S = 650_000;
/** Number of measurements that are averaged: one is as short as the caches' state it finds. */
const AVERAGED = 8;
const NS_PER_S = 1e9;

/** Returns what a CPU second is worth, 1 on the reference machine, from the CPU time that the work took. */
export function worthOf(blocks: number, cpuNs: number): number {
  return (blocks * NS_PER_S) / cpuNs / REFERENCE_BLOCKS_PER_S;
}

/** Averages measurements: the mean of the last few's CPU time counts, not of their speeds. */
export class WorthAverage {
  readonly #cpuNs: number[] = [];

  add(cpuNs: number): void {
    this.#cpuNs.push(cpuNs);
    if (this.#cpuNs.length > AVERAGED) this.#cpuNs.shift();
  }

  /** Undefined before the first measurement. */
  get worth(): number | undefined {
    if (this.#cpuNs.length === 0) return undefined;
    return worthOf(
      BLOCKS * this.#cpuNs.length,
      this.#cpuNs.reduce((sum, ns) => sum + ns, 0),
    );
  }
}

/**
 * Measures what a CPU second is worth now, by a fixed piece of work (native/work.c) that it does on a thread of its own. It counts
 * CPU time, so waiting for a CPU does not matter; sharing its caches, its core or its clock rate does.
 */
export class CpuWorth {
  readonly #work: ((done: (error: unknown, cpuNs: number) => void) => void) | undefined;
  readonly #average = new WorthAverage();
  #isWorking = false;

  /** Measures nothing where the library was not built for this machine, or does not load. */
  constructor() {
    const preload = findPreload();
    if (!('path' in preload)) return;
    try {
      const work = koffi.load(preload.path).func('double longhaul_work(int uncounted, int blocks)');
      this.#work = (done) => work.async(UNCOUNTED_BLOCKS, BLOCKS, done);
    } catch {
      this.#work = undefined;
    }
  }

  /** 1 on the reference machine; undefined where it was not measured. */
  get worth(): number | undefined {
    return this.#average.worth;
  }

  /** Measures once more, unless a measurement is under way: the work's buffers have room for one. */
  async measure(): Promise<void> {
    const work = this.#work;
    if (work === undefined || this.#isWorking) return;
    this.#isWorking = true;
    const cpuNs = await new Promise<number | undefined>((resolve) =>
      work((error, ns) => resolve(error ? undefined : ns)),
    );
    this.#isWorking = false;
    if (cpuNs !== undefined && cpuNs > 0) this.#average.add(cpuNs);
  }
}
