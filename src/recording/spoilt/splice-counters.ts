import { type Cut, joinedMs } from '../../model/recording/cuts.ts';
import type { MeasuredReport } from '../../model/recording/measured-stats.ts';
import type { StatsSample } from '../../model/recording/recorded-take.ts';
import { countersOf, hasRestarted, withLess } from './counters-of.ts';
import { lineTimes } from './line-times.ts';

/** A step that lies outside of the cuts by so much is counted as it stands: a sample may be late by the rest. */
const OWN_SHARE = 0.95;

/**
 * Statistics with the cuts left out: what was counted in one is taken from all totals after it. A step between two samples that
 * reaches into a cut cannot be divided: a machine that stands still loses in a moment, and nobody knows in which. In
 * it nothing is counted, and the reports' own clock, by which rates are reckoned, stands still.
 */
export function spliceCounters(samples: readonly StatsSample[], cuts: readonly Cut[]): readonly StatsSample[] {
  const times = lineTimes(samples, cuts);
  const streams = new Map<string, Stream>();
  const kept: StatsSample[] = [];
  for (const [place, { atMs, reports }] of samples.entries()) {
    const toMs = times[place];
    const moved = reports.map((report) => {
      const stream =
        streams.get(report.id) ?? new Stream(cuts, samples[place - 1]?.atMs ?? atMs, kept.at(-1)?.atMs ?? atMs);
      streams.set(report.id, stream);
      return stream.next(report, atMs, toMs);
    });
    if (toMs !== undefined) kept.push({ atMs: toMs, reports: moved });
  }
  return kept;
}

/** The reports of one id, sample by sample. */
class Stream {
  readonly #cuts: readonly Cut[];
  #last: MeasuredReport | undefined;
  #lastMs: number;
  /** Of the last one kept: when it is once the cuts are left out, and by its own clock. */
  #joinedMs: number;
  #lastStamp: number | undefined;
  /** Counted in steps that do not count, and how long the reports' clock stood still in them. */
  readonly #out = new Map<string, number>();
  #stillMs = 0;

  /** A report that was not there before has counted since the sample before its first. */
  constructor(cuts: readonly Cut[], sinceMs: number, joinedSinceMs: number) {
    this.#cuts = cuts;
    this.#lastMs = sinceMs;
    this.#joinedMs = joinedSinceMs;
  }

  /** Undefined `toMs`: it is left out. */
  next(report: MeasuredReport, atMs: number, toMs: number | undefined): MeasuredReport {
    if (this.#out.size > 0 && this.#last !== undefined && hasRestarted(report, this.#last)) this.#goOn(this.#last);
    const isOwn = toMs !== undefined && this.#isOwn(atMs, toMs);
    if (!isOwn) this.#leaveOut(report);
    this.#last = report;
    this.#lastMs = atMs;
    if (toMs === undefined) return report;
    this.#joinedMs = toMs;
    const movedStamp = report.timestamp - (atMs - toMs);
    if (!isOwn && this.#lastStamp !== undefined) this.#stillMs = movedStamp - this.#lastStamp;
    this.#lastStamp = movedStamp - this.#stillMs;
    return toMs === atMs && this.#out.size === 0 ? report : withLess(report, this.#lastStamp, this.#out);
  }

  #isOwn(atMs: number, toMs: number): boolean {
    const lengthMs = atMs - this.#lastMs;
    if (lengthMs <= 0) return true;
    const outsideMs = joinedMs(this.#cuts, atMs) - joinedMs(this.#cuts, this.#lastMs);
    const changedMs = Math.abs(toMs - this.#joinedMs - lengthMs);
    return outsideMs >= OWN_SHARE * lengthMs && changedMs <= (1 - OWN_SHARE) * lengthMs;
  }

  #leaveOut(report: MeasuredReport): void {
    const before = new Map(this.#last === undefined ? [] : countersOf(this.#last));
    for (const [name, total] of countersOf(report))
      this.#out.set(name, (this.#out.get(name) ?? 0) + total - (before.get(name) ?? 0));
  }

  /** It began anew at zero: from where its total stood, so that the fall does not hide behind what was taken from it. */
  #goOn(last: MeasuredReport): void {
    for (const [name, total] of countersOf(last)) this.#out.set(name, (this.#out.get(name) ?? 0) - total);
    this.#last = undefined;
  }
}
