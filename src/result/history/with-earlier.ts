import { basename, dirname, join, resolve } from 'node:path';
import type { EarlierRehearsal, Result } from '../../model/result/result.ts';
import { conditionsOf } from './conditions-of.ts';
import { readQuietly, rehearsalsIn } from './read-history.ts';

/**
 * Returns the result together with the last valid rehearsal before it of the same scenario, among the directories beside its
 * own. Only one under the same conditions and seeds counts: otherwise the numbers would differ by what was asked of them. An
 * invalid result stays as it is, since its numbers say nothing.
 */
export function withEarlier(result: Result, directory: string): Result {
  if (result.outcome === 'invalid') return result;
  const own = resolve(directory);
  const conditions = conditionsOf(result);
  const earlier = rehearsalsIn(dirname(own))
    .filter((name) => name !== basename(own))
    .flatMap((name) => {
      const other = readQuietly(join(dirname(own), name));
      const isOlder = other !== undefined && Date.parse(other.startedAt) < Date.parse(result.startedAt);
      if (!isOlder || other.outcome === 'invalid' || conditionsOf(other) !== conditions) return [];
      return [{ name, result: other }];
    })
    .toSorted((a, b) => Date.parse(b.result.startedAt) - Date.parse(a.result.startedAt));
  const [last] = earlier;
  return last === undefined ? result : { ...result, earlier: besides(last.name, last.result, result) };
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
