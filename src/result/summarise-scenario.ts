import { hashString } from '../lib/random.ts';
import type { ScenarioSummary } from '../model/result/result.ts';
import type { Scenario } from '../model/scenario/scenario.ts';

/** Summarizes a scenario for its result, with a digest of each trace, so that a changed trace of the same name shows. */
export function summariseScenario(scenario: Scenario): ScenarioSummary {
  const {
    name,
    durationMs,
    warmupMs,
    settle,
    joinSpreadMs,
    churn,
    airtime,
    broadcast,
    variants,
    regions,
    events = [],
    traces = {},
    changeLimits,
  } = scenario;
  const digests = Object.entries(traces).map(([trace, samples]) => [trace, digest(JSON.stringify(samples))] as const);
  return {
    ...{ name, durationMs, warmupMs },
    ...(settle !== undefined && { settle }),
    ...(joinSpreadMs !== undefined && { joinSpreadMs }),
    ...(churn !== undefined && { churn }),
    ...(airtime !== undefined && { airtime }),
    broadcast,
    ...(variants !== undefined && { variants }),
    regions,
    ...(events.length > 0 && { events }),
    ...(changeLimits !== undefined && { changeLimits }),
    ...(digests.length > 0 && { traces: Object.fromEntries(digests) }),
  };
}

function digest(text: string): string {
  return hashString(text).toString(16).padStart(8, '0');
}
