import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../lib/errors.ts';
import { medianOf } from '../metrics/series/values.ts';
import type { Result } from '../model/result/result.ts';
import { baseTakes } from '../report/facts/takes.ts';
import { readResult } from '../result/read-result.ts';
import { chance } from '../verdict/compare/compare-variants.ts';
import { forbiddingDifferences } from '../verdict/compare/differences.ts';
import { marginOf } from '../verdict/compare/margins.ts';
import { type MeasuredNumber, measuredNumbers } from '../verdict/compare/measured-number.ts';
import { pairSeeds, valuesUnder } from '../verdict/compare/pair-seeds.ts';
import { ALPHA } from '../verdict/compare/statistics/alpha.ts';
import { findLevelChanges, type LevelChange } from '../verdict/compare/statistics/level-changes.ts';

export interface TrendPoint {
  readonly name: string;
  readonly startedAt: string;
  /** Median over the rehearsal's valid takes, in the number's unit. */
  readonly value: number;
}

export interface Trend {
  readonly number: MeasuredNumber;
  /** Points of the rehearsals that have this number. */
  readonly points: readonly TrendPoint[];
  readonly changes: readonly TrendChange[];
  /** First of the newest rehearsals that lack this number, though an earlier one has it; undefined if the newest has it. */
  readonly lackedSince: Pick<TrendPoint, 'name' | 'startedAt'> | undefined;
}

export interface TrendChange extends LevelChange {
  /** Conditions that were new in the first rehearsal of the new level. */
  readonly together: readonly NewCondition[];
}

/** Conditions of a rehearsal that are no part of its scenario: keys of a take's environment, and the version that measured. */
const CONDITIONS = ['browser', 'cpuModel', 'cpus', 'memoryBytes', 'kernel', 'node', 'longhaul'] as const;
export type ConditionName = (typeof CONDITIONS)[number];

/** A condition that differs from the rehearsal before, as written there; undefined where it is not known. */
export interface NewCondition {
  readonly what: ConditionName;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface Trends {
  readonly trends: readonly Trend[];
  readonly rehearsals: readonly string[];
  /** Rehearsals of another scenario or network than the newest, whose numbers would look like changes. */
  readonly leftOut: readonly string[];
  /** Names of the regions, as in the newest rehearsal. */
  readonly regions: readonly { readonly id: string; readonly label: string; readonly labelZh?: string }[];
}

interface Named {
  readonly name: string;
  readonly result: Result;
}

/** Follows every number with a limit over the rehearsals in a folder, oldest first, and finds the points where its level changed. Throws InputError. */
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
  const measured = numbers.map((number) => like.map((each) => pointOf(each, number)));
  const series = numbers.map(({ margin, better }, i) => ({
    ...{ margin, worse: better === 'lower' ? (1 as const) : (-1 as const) },
    values: (measured[i] ?? []).map((point) => point?.value),
  }));
  const news = like.map((each, i) => newConditions(like[i - 1], each));
  const favoured = new Set([...like.keys()].filter((i) => (news[i] ?? []).length > 0));
  const changes = findLevelChanges(series, { alpha: ALPHA, random: chance(), favoured });
  return {
    trends: numbers.map((number, i) => {
      const own = measured[i] ?? [];
      // Changes refer to all rehearsals; convert to positions among the points that exist.
      const place = (row: number) => own.slice(0, row).filter((point) => point !== undefined).length;
      return {
        number,
        points: own.filter((point) => point !== undefined),
        lackedSince: lackedSince(own, like),
        changes: (changes[i] ?? []).map((change) => ({
          ...{ ...change, index: place(change.index), to: place(change.to) },
          together: change.type === 'drift' ? [] : (news[change.index] ?? []),
        })),
      };
    }),
    rehearsals: like.map(({ name }) => name),
    leftOut: ordered.filter((each) => !like.includes(each)).map(({ name }) => name),
    regions: scenario.regions.map(({ id, label, labelZh }) => ({
      id,
      label,
      ...(labelZh !== undefined && { labelZh }),
    })),
  };
}

/** Returns the first of the newest rehearsals that lack a number: what broke may be what is not seen. */
function lackedSince(points: readonly (TrendPoint | undefined)[], rehearsals: readonly Named[]): Trend['lackedSince'] {
  const last = points.findLastIndex((point) => point !== undefined);
  const first = rehearsals[last + 1];
  return last === -1 || first === undefined ? undefined : { name: first.name, startedAt: first.result.startedAt };
}

/** Lists what of machine and tools differs from the rehearsal before; nothing for the first. */
function newConditions(before: Named | undefined, after: Named): readonly NewCondition[] {
  if (before === undefined) return [];
  return CONDITIONS.flatMap((what) => {
    const [a, b] = [before, after].map((each) => conditionOf(each, what));
    return a === b ? [] : [{ what, before: a, after: b }];
  });
}

function conditionOf({ result: { takes, tool } }: Named, what: ConditionName): string | undefined {
  if (what === 'longhaul') return tool.version;
  const values = [...new Set(takes.flatMap(({ environment }) => environment[what] ?? []))].sort();
  return values.length === 0 ? undefined : values.join(', ');
}

function pointOf({ name, result }: Named, number: MeasuredNumber): TrendPoint | undefined {
  const takes = baseTakes(result.takes);
  const values = pairSeeds(takes, takes).pairs.flatMap((pair) => valuesUnder(pair, number)?.baseline ?? []);
  const value = medianOf(values);
  return value === undefined ? undefined : { name, startedAt: result.startedAt, value };
}
