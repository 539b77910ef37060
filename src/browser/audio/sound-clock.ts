import { SAMPLE_RATE } from './sound-marks.ts';

/** A late block is corrected by a punctual one up to this much after it. */
const LOOK_AHEAD_MS = 200;
/** Age of an arrival from which everything LOOK_AHEAD_MS after it has been read too: see read-sound.ts. */
const SETTLED_AFTER_MS = 700;
const KEPT_MS = 1500;

interface Arrival {
  readonly position: number;
  readonly atMs: number;
}

/**
 * Tells the wall time of a sample. Blocks of sound arrive at the device's pace, possibly several at a time: a sample was there no
 * later than any block soon after it implies, counted back. Only later blocks count, so that the time before a real standstill
 * does not move.
 */
export class SoundClock {
  #arrivals: Arrival[] = [];

  /** Notes that the sample before `position` arrived at `atMs`. */
  addArrival(position: number, atMs: number): void {
    this.#arrivals.push({ position, atMs });
    const [oldest] = this.#arrivals;
    if (oldest !== undefined && atMs - oldest.atMs > 2 * KEPT_MS)
      this.#arrivals = this.#arrivals.filter((arrival) => atMs - arrival.atMs <= KEPT_MS);
  }

  /** Returns undefined while later arrivals can still change the time, and for positions long past. */
  wallMsAt(position: number, nowMs: number): number | undefined {
    const arrivals = this.#arrivals;
    let index = arrivals.findIndex((arrival) => arrival.position >= position);
    const first = arrivals[index];
    if (first === undefined || nowMs - first.atMs < SETTLED_AFTER_MS) return undefined;
    const reach = first.position + (LOOK_AHEAD_MS / 1000) * SAMPLE_RATE;
    let earliestMs = Number.POSITIVE_INFINITY;
    for (let each = arrivals[index]; each !== undefined && each.position <= reach; each = arrivals[++index])
      earliestMs = Math.min(earliestMs, each.atMs - ((each.position - position) / SAMPLE_RATE) * 1000);
    return earliestMs;
  }
}
