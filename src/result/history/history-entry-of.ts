import type { MetricValue } from '../../model/result/metric.ts';
import type { Result } from '../../model/result/result.ts';
import { explain } from '../../report/facts/explain.ts';
import { baseTakes } from '../../report/facts/takes.ts';
import type { HistoryEntry, HistoryNumber } from '../../report/history/history-entry.ts';
import { labelText } from '../../report/text/names.ts';
import { conditionsOf } from './conditions-of.ts';

/** Sums up a rehearsal for a list of them. */
export function historyEntryOf(directory: string, result: Result): HistoryEntry {
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
