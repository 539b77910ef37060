/**
 * Fits the errorLaw of each metric (src/metrics) from takes of scripts/strain-takes.ts:
 *   npx tsx scripts/fit-uncertainty.ts DIR...
 * What a quiet take reads is the median of those without a hog, what it repeats within their largest deviation. A strained
 * take's deviation beyond that, by how much its strain was above a quiet machine's, is one slope; a law is the slope that
 * 95 % of takes and regions stay below, and the correlation says whether strain is what moves the number at all.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { quantileSorted, sampleRankCorrelation } from 'simple-statistics';
import { measureTake } from '../src/metrics/measure-take.ts';
import type { MetricValue, Statistic } from '../src/model/result/metric.ts';
import { readRecording } from '../src/recording/reader.ts';
import { listRecordings } from '../src/result/rehearsal-directory.ts';
import { contentionMs, QUIET_CONTENTION_MS } from '../src/verdict/uncertainty/contention.ts';

interface Point {
  readonly share: number;
  readonly strain: number;
  readonly value: number;
}

const COVERED = 0.95;
/** Nearer to a quiet machine's strain, a slope is noise by a small number. */
const LEAST_EXCESS_MS = 2;

/** "latency p95" to region to its points. */
const points = new Map<string, Map<string, Point[]>>();
const directories = process.argv.slice(2);
if (directories.length === 0) throw new Error('usage: fit-uncertainty.ts DIR...');
for (const directory of directories) for (const name of readdirSync(directory)) await read(directory, name);

console.log('number'.padEnd(26), 'per ms', ' rank correlation', ' quiet spread by region');
for (const [number, regions] of points) {
  const slopes: number[] = [];
  const all: Point[] = [];
  const spreads: string[] = [];
  for (const [region, of] of regions) {
    const quiet = of.filter(({ share }) => share === 0).map(({ value }) => value);
    const reference = quantile(quiet, 0.5);
    const spread = Math.max(...quiet.map((value) => Math.abs(value - reference)));
    spreads.push(`${region} ${show(reference)} ± ${show(spread)}`);
    for (const { share, strain, value } of of) {
      const moved = Math.max(0, Math.abs(value - reference) - spread);
      all.push({ share, strain, value: Math.abs(value - reference) });
      if (strain > QUIET_CONTENTION_MS + LEAST_EXCESS_MS) slopes.push(moved / (strain - QUIET_CONTENTION_MS));
    }
  }
  const correlation = sampleRankCorrelation(
    all.map(({ strain }) => strain),
    all.map(({ value }) => value),
  );
  console.log(
    number.padEnd(26),
    show(quantile(slopes, COVERED)).padEnd(8),
    correlation.toFixed(2).padEnd(8),
    spreads.join(', '),
  );
}

async function read(directory: string, name: string): Promise<void> {
  const share = Number(name.split('-')[1]);
  for (const file of Number.isNaN(share) ? [] : listRecordings(join(directory, name))) {
    const take = await readRecording(file);
    if (take.end?.reason !== 'completed') continue;
    for (const { viewer, region, metrics } of measureTake(take).viewers) {
      const seen = take.viewers.find(({ id }) => id === viewer);
      const strain = seen && contentionMs(take, seen);
      if (strain === undefined) continue;
      for (const [metric, value] of Object.entries(metrics))
        for (const [statistic, number] of numbersOf(value)) {
          const key = statistic === 'value' ? metric : `${metric} ${statistic}`;
          const regions = points.get(key) ?? new Map<string, Point[]>();
          points.set(key, regions.set(region, [...(regions.get(region) ?? []), { share, strain, value: number }]));
        }
    }
  }
}

function numbersOf(value: MetricValue): (readonly [Statistic, number])[] {
  switch (value.type) {
    case 'value':
      return [['value', value.value]];
    case 'distribution':
      return (['p50', 'p95', 'p99', 'max'] as const).map((statistic) => [statistic, value[statistic]]);
    case 'no-data':
      return [];
  }
}

function quantile(values: readonly number[], p: number): number {
  return values.length === 0
    ? Number.NaN
    : quantileSorted(
        values.toSorted((a, b) => a - b),
        p,
      );
}

function show(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(3))) : '-';
}
