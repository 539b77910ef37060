import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MetricValue } from '../../model/result/metric.ts';
import type { Result } from '../../model/result/result.ts';
import { resultSchema } from '../../model/result/schema/result-schema.ts';
import { explain } from '../../report/facts/explain.ts';
import { baseTakes } from '../../report/facts/takes.ts';
import type { HistoryEntry, HistoryNumber } from '../../report/history/history-entry.ts';
import { labelText } from '../../report/text/names.ts';
import { conditionsOf } from './conditions-of.ts';

/** Rehearsals in a folder. */
export interface History {
  /** Newest first. */
  readonly entries: readonly HistoryEntry[];
  /** Names of directories with a result.json that cannot be understood. */
  readonly unreadable: readonly string[];
}

/** Reads the rehearsals in a folder, one directory each. What cannot be read is named, and the others are still shown. */
export function readHistory(folder: string): History {
  const entries: HistoryEntry[] = [];
  const unreadable: string[] = [];
  for (const directory of rehearsalsIn(folder)) {
    const result = readQuietly(join(folder, directory));
    if (result === undefined) unreadable.push(directory);
    else entries.push(entryOf(directory, result));
  }
  return { entries: entries.toSorted((a, b) => b.startedAt.localeCompare(a.startedAt)), unreadable };
}

/** Lists the names of the directories in a folder that hold a result. */
export function rehearsalsIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'result.json')))
    .map(({ name }) => name)
    .sort();
}

/** Reads a result.json; undefined if it is not one that this version understands. */
export function readQuietly(directory: string): Result | undefined {
  try {
    const parsed = resultSchema.safeParse(JSON.parse(readFileSync(join(directory, 'result.json'), 'utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function entryOf(directory: string, result: Result): HistoryEntry {
  const { scenario, startedAt, outcome, takes } = result;
  const [worst] = outcome === 'invalid' ? [] : explain(result);
  const region = scenario.regions.find(({ id }) => id === worst?.region);
  return {
    ...{ directory, startedAt, outcome, scenario: scenario.name, conditions: conditionsOf(result) },
    ...(region !== undefined && { worstRegion: labelText(region) }),
    // The host is sampled in each second of the window: a take that never came so far, or was cut short, measured no more.
    measuredMinutes: takes.reduce((sum, { host }) => sum + host.length, 0) / 60,
    numbers: outcome === 'invalid' ? {} : numbersOf(result),
  };
}

/** Statistic of each number that is shown over time. */
const NUMBERS: Readonly<Record<HistoryNumber, 'p95' | 'value'>> = {
  stutterRate: 'value',
  latency: 'p95',
  firstFrame: 'value',
};

/** Returns the worst viewer's numbers in the valid takes; none where one viewer has no data, since that may be the worst. */
function numbersOf({ takes }: Result): HistoryEntry['numbers'] {
  const viewers = baseTakes(takes)
    .filter(({ outcome }) => outcome !== 'invalid')
    .flatMap((take) => take.viewers);
  const found = (Object.keys(NUMBERS) as HistoryNumber[]).flatMap((id) => {
    const values = viewers.map(({ metrics }) => numberOf(metrics[id], NUMBERS[id]));
    if (values.length === 0 || values.includes(undefined)) return [];
    return [[id, Math.max(...values.flatMap((value) => value ?? []))] as const];
  });
  return Object.fromEntries(found);
}

function numberOf(value: MetricValue | undefined, statistic: 'p95' | 'value'): number | undefined {
  if (value?.type === 'value') return value.value;
  return value?.type === 'distribution' && statistic === 'p95' ? value.p95 : undefined;
}
