import type { Scenario } from '../model/scenario/scenario.ts';
import type { Take } from '../model/scenario/take.ts';
import { formatBound } from '../report/text/format.ts';
import { labelText } from '../report/text/names.ts';
import { type Band, regionBands } from '../report/timeline/bands.ts';
import { type LiveRegion, SHOWN_METRICS, type TakeMessage } from './live-message.ts';

/** Bands drawn of a region; a scenario with more is one with blackouts every second. */
const MOST_BANDS = 200;

/** Returns what a client is sent of a take as it begins. */
export function takeMessage(
  { scenario, seed, variant, viewers }: Take,
  told: { readonly run: string; readonly ordinal: number; readonly count: number; readonly again?: number },
): TakeMessage {
  return {
    ...told,
    ...{ scenario: scenario.name, seed, ...(variant !== undefined && { variant }) },
    seconds: Math.round(scenario.durationMs / 1000),
    regions: scenario.regions.map(
      (region): LiveRegion => ({
        ...{ id: region.id, label: labelText(region) },
        viewers: viewers.filter((viewer) => viewer.region === region.id).map(({ id }) => id),
        limits: limitsOf(scenario, region.id),
        bands: bandsIn(scenario, region.id),
      }),
    ),
  };
}

function limitsOf({ budgets }: Scenario, region: string): LiveRegion['limits'] {
  return (budgets[region] ?? []).flatMap(({ metric, statistic, unit, ready }) => {
    const shown = SHOWN_METRICS.find((each) => each === metric);
    if (shown === undefined) return [];
    const { comparison, limit } = ready;
    return [{ metric: shown, limit, bound: formatBound({ statistic, comparison, limit, unit }) }];
  });
}

function bandsIn(scenario: Scenario, region: string): readonly Band[] {
  // A summary has digests of traces instead, which no band asks for.
  const { traces: _, ...summary } = scenario;
  return regionBands(summary, region).slice(0, MOST_BANDS);
}
