import { type Cut, joinedMs } from '../../model/cuts.ts';
import type { MeasuredReport } from '../../model/measured-stats.ts';
import type { StatsSample } from '../../model/recorded-take.ts';
import { countersOf, hasRestarted, withLess } from './counters-of.ts';
import { lineTimes } from './line-times.ts';
import { ratesBeside } from './rate-beside.ts';

/** A step that lies outside of the cuts by so much is counted as it stands: a sample may be late by the rest. */
const OWN_SHARE = 0.95;
/** Tells whether a round trip is new: one that may be of a cut is none. */
const RESPONSES = 'responsesReceived';

/**
 * Statistics with the cuts left out. What was counted in a step that lies in a cut is taken from all totals after it. A step that
 * reaches into one cannot be divided: a machine that stands still loses in a moment, and nobody knows in which. It counts
 * at the rate of the steps beside it, so that neither a rate nor the time observed suffers.
 */
export function spliceCounters(samples: readonly StatsSample[], cuts: readonly Cut[]): readonly StatsSample[] {
  const times = lineTimes(samples, cuts);
  const streams = new Map<string, Stream>();
  const kept: StatsSample[] = [];
  let former: StatsSample | undefined;
  for (const [place, { atMs, reports }] of samples.entries()) {
    const toMs = times[place];
    const moved = reports.map((report) => {
      const stream =
        streams.get(report.id) ?? new Stream(samples, cuts, former?.atMs ?? atMs, kept.at(-1)?.atMs ?? atMs);
      streams.set(report.id, stream);
      return stream.next(report, place, atMs, toMs);
    });
    if (toMs !== undefined) kept.push({ atMs: toMs, reports: moved });
    former = samples[place];
  }
  return kept;
}

/** The reports of one id, sample by sample. */
class Stream {
  readonly #samples: readonly StatsSample[];
  readonly #cuts: readonly Cut[];
  #last: MeasuredReport | undefined;
  #lastMs: number;
  /** Of the last one kept, once the cuts are left out. */
  #joinedMs: number;
  /** Counted in cuts so far. */
  readonly #out = new Map<string, number>();

  /** A report that was not there before has counted since the sample before its first. */
  constructor(samples: readonly StatsSample[], cuts: readonly Cut[], sinceMs: number, joinedSinceMs: number) {
    this.#samples = samples;
    this.#cuts = cuts;
    this.#lastMs = sinceMs;
    this.#joinedMs = joinedSinceMs;
  }

  /** Undefined `toMs`: it is left out. */
  next(report: MeasuredReport, place: number, atMs: number, toMs: number | undefined): MeasuredReport {
    if (this.#out.size > 0 && this.#last !== undefined && hasRestarted(report, this.#last)) this.#goOn(this.#last);
    if (toMs === undefined) this.#leaveOut(report, () => 0);
    else if (atMs > this.#lastMs && !this.#isOwn(atMs, toMs)) {
      const rates = ratesBeside(report.id, place, this.#samples, this.#cuts);
      const share = (toMs - this.#joinedMs) / (atMs - this.#lastMs);
      this.#leaveOut(report, (name, counted) => {
        const rate = rates.get(name);
        if (name === RESPONSES) return 0;
        return rate === undefined ? counted * share : rate * (toMs - this.#joinedMs);
      });
    }
    this.#last = report;
    this.#lastMs = atMs;
    if (toMs === undefined) return report;
    this.#joinedMs = toMs;
    return toMs === atMs && this.#out.size === 0
      ? report
      : withLess(report, report.timestamp - (atMs - toMs), this.#out);
  }

  #isOwn(atMs: number, toMs: number): boolean {
    const lengthMs = atMs - this.#lastMs;
    const outsideMs = joinedMs(this.#cuts, atMs) - joinedMs(this.#cuts, this.#lastMs);
    const changedMs = Math.abs(toMs - this.#joinedMs - lengthMs);
    return outsideMs >= OWN_SHARE * lengthMs && changedMs <= (1 - OWN_SHARE) * lengthMs;
  }

  #leaveOut(report: MeasuredReport, counts: (name: string, counted: number) => number): void {
    const before = new Map(this.#last === undefined ? [] : countersOf(this.#last));
    for (const [name, total] of countersOf(report)) {
      const counted = total - (before.get(name) ?? 0);
      this.#out.set(name, (this.#out.get(name) ?? 0) + counted - counts(name, counted));
    }
  }

  /** It began anew at zero: from where its total stood, so that the fall does not hide behind what was taken from it. */
  #goOn(last: MeasuredReport): void {
    for (const [name, total] of countersOf(last)) this.#out.set(name, (this.#out.get(name) ?? 0) - total);
    this.#last = undefined;
  }
}
