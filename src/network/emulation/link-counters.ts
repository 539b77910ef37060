import type { LinkSecond } from '../../model/recording/link-second.ts';
import { type LinkProfile, marksPackets } from '../../model/scenario/link-profile.ts';
import { COPIED, CORRUPTED } from './impairments.ts';
import { LogHistogram } from './log-histogram.ts';

/** Counts of one link since the last take(), updated by the link packet by packet. */
export class LinkCounters {
  inPackets = 0;
  inBytes = 0;
  outPackets = 0;
  outBytes = 0;
  lostRandom = 0;
  lostBurst = 0;
  lostQueue = 0;
  lostBlackout = 0;
  duplicated = 0;
  corrupted = 0;
  reordered = 0;
  marked = 0;
  lostMtu = 0;
  crossPackets = 0;
  crossOutBytes = 0;
  crossLost = 0;
  crossMarked = 0;
  delaySumMs = 0;
  /** Time packets waited in the queue; undefined for a link without a bottleneck. */
  readonly queueDelay: LogHistogram | undefined;
  readonly #profile: LinkProfile;

  constructor(profile: LinkProfile, hasBottleneck: boolean) {
    this.#profile = profile;
    this.queueDelay = hasBottleneck ? new LogHistogram() : undefined;
  }

  countMarks(marks: number): void {
    if ((marks & COPIED) !== 0) this.duplicated++;
    if ((marks & CORRUPTED) !== 0) this.corrupted++;
  }

  /** Returns the counts and resets them. Percentiles are within 1.1 %. `rateBps`: the rate in force now, if it varies. */
  take(link: string, rateBps?: number): LinkSecond {
    const { inPackets, inBytes, outPackets, outBytes, lostRandom, lostBurst, lostQueue, queueDelay } = this;
    const p50 = queueDelay?.quantileMs(0.5);
    const p95 = queueDelay?.quantileMs(0.95);
    const max = queueDelay?.maxMs();
    const delayed = outPackets - this.reordered;
    const second: LinkSecond = {
      ...{ link, inPackets, inBytes, outPackets, outBytes, lostRandom, lostBurst, lostQueue },
      ...this.#optionalCounts(),
      ...(rateBps !== undefined && { rateBps }),
      ...(p50 !== undefined && { queueDelayP50Ms: p50 }),
      ...(p95 !== undefined && { queueDelayP95Ms: p95 }),
      ...(max !== undefined && { queueDelayMaxMs: max }),
      ...(delayed > 0 && { meanDelayMs: this.delaySumMs / delayed }),
    };
    this.inPackets = this.inBytes = this.outPackets = this.outBytes = 0;
    this.lostRandom = this.lostBurst = this.lostQueue = 0;
    this.lostBlackout = this.duplicated = this.corrupted = this.reordered = 0;
    this.marked = this.lostMtu = 0;
    this.crossPackets = this.crossOutBytes = this.crossLost = this.crossMarked = 0;
    this.delaySumMs = 0;
    queueDelay?.reset();
    return second;
  }

  /** Returns the counts of effects that only some profiles have. */
  #optionalCounts(): Partial<LinkSecond> {
    const { blackouts, duplicateFraction, corruptFraction, reorder, mtuBytes, discipline, aqm, crossTraffic } =
      this.#profile;
    const { lostBlackout, duplicated, corrupted, reordered, marked, lostMtu } = this;
    const { crossPackets, crossOutBytes, crossLost, crossMarked } = this;
    const marks = discipline === 'dualpi2' || marksPackets(aqm);
    return {
      ...(blackouts !== undefined && { lostBlackout }),
      ...(duplicateFraction !== undefined && { duplicated }),
      ...(corruptFraction !== undefined && { corrupted }),
      ...(reorder !== undefined && { reordered }),
      ...(marks && { marked }),
      ...(mtuBytes !== undefined && { lostMtu }),
      ...(crossTraffic !== undefined && { crossPackets, crossOutBytes, crossLost }),
      ...(crossTraffic !== undefined && marks && { crossMarked }),
    };
  }
}
