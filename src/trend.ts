import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { chance } from './compare-variants.ts';
import { InputError } from './lib/errors.ts';
import { medianOf } from './metrics/values.ts';
import type { Result } from './model/result.ts';
import { readResult } from './read-result.ts';
import { baseTakes } from './report/base-takes.ts';
import { ALPHA } from './verdict/compare/alpha.ts';
import { type ChangePoint, changePoints } from './verdict/compare/change-points.ts';
import { forbiddingDifferences } from './verdict/compare/differences.ts';
import { marginOf } from './verdict/compare/margins.ts';
import { type MeasuredNumber, measuredNumbers } from './verdict/compare/measured-number.ts';
import { pairSeeds, valuesUnder } from './verdict/compare/pair-seeds.ts';

export interface TrendPoint {
  readonly name: string;
  readonly startedAt: string;
  /** Median over the rehearsal's valid takes. */
  readonly value: number;
}

export interface Trend {
  readonly number: MeasuredNumber;
  /** Rehearsals without this number are not there. */
  readonly points: readonly TrendPoint[];
  readonly changes: readonly ChangePoint[];
}

export interface Trends {
  readonly trends: readonly Trend[];
  readonly rehearsals: readonly string[];
  /** Of another scenario or network than the newest: their numbers would look like changes. */
  readonly leftOut: readonly string[];
}

interface Named {
  readonly name: string;
  readonly result: Result;
}

/** Every number with a limit over the rehearsals in a folder, oldest first, with the points where its level changed. */
export async function trendOf(folder: string): Promise<Trends> {
  const names = existsSync(folder)
    ? readdirSync(folder).filter((name) => existsSync(join(folder, name, 'result.json')))
    : [];
  const all: Named[] = await Promise.all(
    names.map(async (name) => ({ name, result: await readResult(join(folder, name)) })),
  );
  const ordered = all.toSorted((a, b) => a.result.startedAt.localeCompare(b.result.startedAt));
  const newest = ordered.at(-1);
  if (newest === undefined)
    throw new InputError([
      { where: folder, path: '', expected: 'a folder of rehearsals (each with a result.json)', got: 'none in it' },
    ]);
  const like = ordered.filter(({ result }) => forbiddingDifferences(newest.result, result).length === 0);
  const { scenario, metrics } = newest.result;
  const numbers = measuredNumbers({
    ...{ regions: scenario.regions.map(({ id }) => id), metrics, marginOf },
    takes: like.flatMap(({ result }) => baseTakes(result.takes)),
    changeLimits: scenario.changeLimits ?? {},
  }).filter(({ isBudgeted }) => isBudgeted);
  const random = chance();
  return {
    trends: numbers.map((number) => {
      const points = like.flatMap((each) => pointOf(each, number));
      const options = { margin: number.margin, alpha: ALPHA / numbers.length, random };
      return {
        number,
        points,
        changes: changePoints(
          points.map(({ value }) => value),
          options,
        ),
      };
    }),
    rehearsals: like.map(({ name }) => name),
    leftOut: ordered.filter((each) => !like.includes(each)).map(({ name }) => name),
  };
}

function pointOf({ name, result }: Named, number: MeasuredNumber): readonly TrendPoint[] {
  const takes = baseTakes(result.takes);
  const values = pairSeeds(takes, takes).pairs.flatMap((pair) => valuesUnder(pair, number)?.baseline ?? []);
  const value = medianOf(values);
  return value === undefined ? [] : [{ name, startedAt: result.startedAt, value }];
}
