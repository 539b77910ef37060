import { basename, dirname, join, resolve } from 'node:path';
import type { EarlierRehearsal, Result } from '../../model/result/result.ts';
import { conditionsOf } from './conditions-of.ts';
import { readEntry, readQuietly, rehearsalsIn } from './read-history.ts';

/**
 * Returns the result together with the last valid rehearsal before it of the same scenario, among the directories beside its
 * own. Only one under the same conditions and seeds counts: otherwise the numbers would differ by what was asked of them. An
 * invalid result stays as it is, since its numbers say nothing.
 */
export function withEarlier(result: Result, directory: string): Result {
  if (result.outcome === 'invalid') return result;
  const own = resolve(directory);
  const folder = dirname(own);
  const conditions = conditionsOf(result);
  const earlier = rehearsalsIn(folder)
    .filter((name) => name !== basename(own))
    .flatMap((name) => readEntry(folder, name) ?? [])
    .filter(
      (entry) =>
        Date.parse(entry.startedAt) < Date.parse(result.startedAt) &&
        entry.outcome !== 'invalid' &&
        entry.conditions === conditions,
    )
    .toSorted((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
  const [last] = earlier;
  const then = last === undefined ? undefined : readQuietly(join(folder, last.directory));
  return last === undefined || then === undefined
    ? result
    : { ...result, earlier: besides(last.directory, then, result) };
}

function besides(directory: string, then: Result, now: Result): EarlierRehearsal {
  return {
    ...{ directory, startedAt: then.startedAt, outcome: then.outcome },
    numbers: now.verdicts.flatMap(({ region, metric, statistic, unit, actual }) => {
      const same = then.verdicts.find(
        (each) => each.region === region && each.metric === metric && each.statistic === statistic,
      );
      if (same === undefined) return [];
      return [
        {
          ...{ region, metric, statistic, unit },
          ...(same.actual !== undefined && { before: same.actual }),
          ...(actual !== undefined && { now: actual }),
        },
      ];
    }),
  };
}
