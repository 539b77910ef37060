import type { ShaperSecond } from '../../model/scenario/network.ts';
import { LogHistogram } from '../emulation/log-histogram.ts';

/** How well the router kept its promises since the last take(). */
export class ShaperCounters {
  packets = 0;
  unroutable = 0;
  /** Without the unroutable: write failed, pool exhausted, device queue full. */
  dropped = 0;
  /** Delivered minus due. */
  readonly lateness = new LogHistogram();

  /** Percentiles are within 1.1 %. */
  take(): ShaperSecond {
    const p50 = this.lateness.quantileMs(0.5);
    const p99 = this.lateness.quantileMs(0.99);
    const max = this.lateness.maxMs();
    const second: ShaperSecond = {
      packets: this.packets,
      ...(p50 !== undefined && { latenessP50Ms: p50 }),
      ...(p99 !== undefined && { latenessP99Ms: p99 }),
      ...(max !== undefined && { latenessMaxMs: max }),
      unaskedDrops: this.dropped + this.unroutable,
      unroutable: this.unroutable,
    };
    this.packets = this.unroutable = this.dropped = 0;
    this.lateness.reset();
    return second;
  }
}
