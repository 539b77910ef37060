import type { MetricValue, Unit } from '../../model/result/metric.ts';

/** A number that grows second by second, in bounded memory. */
export interface Running {
  add(value: number, weight?: number): void;
  value(unit: Unit): MetricValue;
}

/** Numbers with weights, of which only the mean is kept. */
export class RunningMean implements Running {
  #sum = 0;
  #weight = 0;

  add(value: number, weight = 1): void {
    if (!(weight > 0)) return;
    this.#sum += value * weight;
    this.#weight += weight;
  }

  value(unit: Unit): MetricValue {
    if (this.#weight === 0) return { type: 'no-data', unit, reason: 'nothing was measured so far' };
    return { type: 'value', unit, value: this.#sum / this.#weight };
  }
}

/** Bins of 1 ms; what is slower shares the last one, of which the largest value is kept. */
const BINS = 20_000;

/**
 * Milliseconds, of which a histogram is kept: quantiles are right within half of one, whatever the length of the take. Bins are made as
 * they are needed: a viewer's latencies fill some hundred of them.
 */
export class RunningDistribution implements Running {
  readonly #counts = new Map<number, number>();
  #count = 0;
  #max = Number.NEGATIVE_INFINITY;

  add(ms: number): void {
    if (!Number.isFinite(ms)) return;
    const bin = Math.min(BINS, Math.max(-BINS, Math.round(ms)));
    this.#counts.set(bin, (this.#counts.get(bin) ?? 0) + 1);
    this.#count += 1;
    this.#max = Math.max(this.#max, ms);
  }

  value(unit: Unit): MetricValue {
    if (this.#count === 0) return { type: 'no-data', unit, reason: 'nothing was measured so far' };
    const bins = [...this.#counts].sort(([a], [b]) => a - b);
    const at = (share: number) => this.#quantile(bins, share);
    return {
      type: 'distribution',
      unit,
      count: this.#count,
      p50: at(0.5),
      p95: at(0.95),
      p99: at(0.99),
      max: this.#max,
    };
  }

  /** Interpolates linearly between neighbours, as metrics/series/values.ts does. */
  #quantile(bins: Bins, share: number): number {
    const rank = share * (this.#count - 1);
    const [lower, upper] = [this.#atRank(bins, Math.floor(rank)), this.#atRank(bins, Math.ceil(rank))];
    return lower + (upper - lower) * (rank - Math.floor(rank));
  }

  #atRank(bins: Bins, rank: number): number {
    let before = 0;
    for (const [bin, count] of bins) {
      before += count;
      if (rank < before) return bin >= BINS ? this.#max : Math.min(this.#max, bin);
    }
    return this.#max;
  }
}

type Bins = readonly (readonly [bin: number, count: number])[];
