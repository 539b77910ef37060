import type { ShaperSecond } from '../../model/recording/link-second.ts';
import { LogHistogram } from '../emulation/log-histogram.ts';

/** Lateness and unwanted drops of the router itself since the last take(). */
export class ShaperCounters {
  packets = 0;
  unroutable = 0;
  /** Packets dropped because a write failed, the pool was exhausted or a device queue was full; without unroutable ones. */
  dropped = 0;
  /** Whether `dropped` is all of them; false where the system does not report what its sockets dropped. */
  areDropsKnown = true;
  /** Delivery time minus due time. */
  readonly lateness = new LogHistogram();

  /** Returns the counts and resets them. Percentiles are within 1.1 %. */
  take(): ShaperSecond {
    const p50 = this.lateness.quantileMs(0.5);
    const p99 = this.lateness.quantileMs(0.99);
    const max = this.lateness.maxMs();
    const second: ShaperSecond = {
      packets: this.packets,
      ...(p50 !== undefined && { latenessP50Ms: p50 }),
      ...(p99 !== undefined && { latenessP99Ms: p99 }),
      ...(max !== undefined && { latenessMaxMs: max }),
      // Even a part of them is reported: it is enough to find the fault.
      ...((this.areDropsKnown || this.dropped > 0) && { unaskedDrops: this.dropped + this.unroutable }),
      unroutable: this.unroutable,
    };
    this.packets = this.unroutable = this.dropped = 0;
    this.lateness.reset();
    return second;
  }
}
