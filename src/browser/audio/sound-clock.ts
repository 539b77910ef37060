import { SAMPLE_RATE } from './sound-marks.ts';

/** A block that came late is put right by one in time up to so much later. */
const LOOK_AHEAD_MS = 200;
/** By then what comes so much later has been read too: see listen.ts. */
const SETTLED_AFTER_MS = 700;
const KEPT_MS = 1500;

interface Arrival {
  readonly position: number;
  readonly atMs: number;
}

/**
 * Wall time of a sample. Blocks of sound come at the device's pace, which may be several at a time: a sample was
 * there no later than any block soon after it says, counted back. Only later ones are asked, so that where sound really
 * stood still the time before is not moved.
 */
export class SoundClock {
  #arrivals: Arrival[] = [];

  /** The sample before `position` came at `atMs`. */
  arrived(position: number, atMs: number): void {
    this.#arrivals.push({ position, atMs });
    const [oldest] = this.#arrivals;
    if (oldest !== undefined && atMs - oldest.atMs > 2 * KEPT_MS)
      this.#arrivals = this.#arrivals.filter((arrival) => atMs - arrival.atMs <= KEPT_MS);
  }

  /** Undefined until what comes later can no longer change it, or if it is long past. */
  msOf(position: number, nowMs: number): number | undefined {
    const arrivals = this.#arrivals;
    let place = arrivals.findIndex((arrival) => arrival.position >= position);
    const first = arrivals[place];
    if (first === undefined || nowMs - first.atMs < SETTLED_AFTER_MS) return undefined;
    const reach = first.position + (LOOK_AHEAD_MS / 1000) * SAMPLE_RATE;
    let leastMs = Number.POSITIVE_INFINITY;
    for (let each = arrivals[place]; each !== undefined && each.position <= reach; each = arrivals[++place])
      leastMs = Math.min(leastMs, each.atMs - ((each.position - position) / SAMPLE_RATE) * 1000);
    return leastMs;
  }
}
