import type { LinkSecond } from '../model/network.ts';
import { LogHistogram } from './log-histogram.ts';

/** What a link did since the last take(). Written by the link, packet by packet. */
export class LinkCounters {
  inPackets = 0;
  inBytes = 0;
  outPackets = 0;
  outBytes = 0;
  lostRandom = 0;
  lostBurst = 0;
  lostQueue = 0;
  delaySumMs = 0;
  /** Undefined for a link without a bottleneck. */
  readonly queueDelay: LogHistogram | undefined;

  constructor(hasBottleneck: boolean) {
    this.queueDelay = hasBottleneck ? new LogHistogram() : undefined;
  }

  /** The counts so far, and starts over. Percentiles are within 1.1 %. */
  take(link: string): LinkSecond {
    const { inPackets, inBytes, outPackets, outBytes, lostRandom, lostBurst, lostQueue, queueDelay } = this;
    const p50 = queueDelay?.quantileMs(0.5);
    const p95 = queueDelay?.quantileMs(0.95);
    const max = queueDelay?.maxMs();
    const second: LinkSecond = {
      ...{ link, inPackets, inBytes, outPackets, outBytes, lostRandom, lostBurst, lostQueue },
      ...(p50 !== undefined && { queueDelayP50Ms: p50 }),
      ...(p95 !== undefined && { queueDelayP95Ms: p95 }),
      ...(max !== undefined && { queueDelayMaxMs: max }),
      ...(outPackets > 0 && { meanDelayMs: this.delaySumMs / outPackets }),
    };
    this.inPackets = this.inBytes = this.outPackets = this.outBytes = 0;
    this.lostRandom = this.lostBurst = this.lostQueue = 0;
    this.delaySumMs = 0;
    queueDelay?.reset();
    return second;
  }
}
