import { type Cut, joinedMs } from '../../model/recording/cuts.ts';
import type { MeasuredReport } from '../../model/recording/measured-stats.ts';
import type { StatsSample } from '../../model/recording/recorded-take.ts';
import { lineTimes } from './line-times.ts';
import { countersOf, hasRestarted, withLess } from './report-counters.ts';

/** Share of a step that must lie outside of the cuts for it to count: the rest allows for a late sample. */
const LEAST_OUTSIDE_SHARE = 0.95;

/**
 * Returns statistics without the cuts: what was counted in a cut is subtracted from all later totals. A step between
 * two samples that reaches into a cut cannot be divided, because a machine that stands still loses packets at some
 * unknown moment. Nothing is counted in such a step, and the reports' timestamps, from which rates are computed, stand
 * still.
 */
export function spliceCounters(samples: readonly StatsSample[], cuts: readonly Cut[]): readonly StatsSample[] {
  const times = lineTimes(samples, cuts);
  const streams = new Map<string, ReportSplicer>();
  const kept: StatsSample[] = [];
  for (const [i, { atMs, reports }] of samples.entries()) {
    const toMs = times[i];
    const moved = reports.map((report) => {
      const stream =
        streams.get(report.id) ?? new ReportSplicer(cuts, samples[i - 1]?.atMs ?? atMs, kept.at(-1)?.atMs ?? atMs);
      streams.set(report.id, stream);
      return stream.next(report, atMs, toMs);
    });
    if (toMs !== undefined) kept.push({ atMs: toMs, reports: moved });
  }
  return kept;
}

/** Splices the reports of one id, sample by sample. */
class ReportSplicer {
  readonly #cuts: readonly Cut[];
  #last: MeasuredReport | undefined;
  #lastMs: number;
  /** Time of the last sample kept, once the cuts are left out. */
  #joinedMs: number;
  /** Timestamp of the last report kept, as returned. */
  #lastTimestamp: number | undefined;
  /** Amounts counted in steps that do not count, by counter. */
  readonly #excluded = new Map<string, number>();
  /** Time for which the reports' timestamps have stood still in those steps, ms. */
  #stillMs = 0;

  /** A report that is new has been counting since the sample before its first, at `sinceMs`. */
  constructor(cuts: readonly Cut[], sinceMs: number, joinedSinceMs: number) {
    this.#cuts = cuts;
    this.#lastMs = sinceMs;
    this.#joinedMs = joinedSinceMs;
  }

  /** Returns the spliced report. `toMs` is its time without the cuts, undefined if it is to be left out. */
  next(report: MeasuredReport, atMs: number, toMs: number | undefined): MeasuredReport {
    if (this.#excluded.size > 0 && this.#last !== undefined && hasRestarted(report, this.#last))
      this.#restart(this.#last);
    const isCounted = toMs !== undefined && this.#isOutside(atMs, toMs);
    if (!isCounted) this.#exclude(report);
    this.#last = report;
    this.#lastMs = atMs;
    if (toMs === undefined) return report;
    this.#joinedMs = toMs;
    const movedTimestamp = report.timestamp - (atMs - toMs);
    if (!isCounted && this.#lastTimestamp !== undefined) this.#stillMs = movedTimestamp - this.#lastTimestamp;
    this.#lastTimestamp = movedTimestamp - this.#stillMs;
    return toMs === atMs && this.#excluded.size === 0 ? report : withLess(report, this.#lastTimestamp, this.#excluded);
  }

  /** Reports whether the step to this sample lies (almost) entirely outside of the cuts. */
  #isOutside(atMs: number, toMs: number): boolean {
    const lengthMs = atMs - this.#lastMs;
    if (lengthMs <= 0) return true;
    const outsideMs = joinedMs(this.#cuts, atMs) - joinedMs(this.#cuts, this.#lastMs);
    const changedMs = Math.abs(toMs - this.#joinedMs - lengthMs);
    return outsideMs >= LEAST_OUTSIDE_SHARE * lengthMs && changedMs <= (1 - LEAST_OUTSIDE_SHARE) * lengthMs;
  }

  #exclude(report: MeasuredReport): void {
    const before = new Map(this.#last === undefined ? [] : countersOf(this.#last));
    for (const [name, total] of countersOf(report))
      this.#excluded.set(name, (this.#excluded.get(name) ?? 0) + total - (before.get(name) ?? 0));
  }

  /**
   * Continues from the old totals after counters restarted at zero; otherwise the subtraction would hide that they
   * fell.
   */
  #restart(last: MeasuredReport): void {
    for (const [name, total] of countersOf(last)) this.#excluded.set(name, (this.#excluded.get(name) ?? 0) - total);
    this.#last = undefined;
  }
}
