import { findMetric } from '../../metrics/registry.ts';
import type { MetricId } from '../../model/result/metric.ts';
import type { Result, TakeResult } from '../../model/result/result.ts';
import type { Verdict, VerdictOutcome } from '../../model/result/verdict.ts';
import { metricSentence, uncertainSentence } from '../messages/metric-words.ts';
import { noDataReason } from '../messages/verdict-words.ts';
import { DEVICE_WORDS } from '../messages/viewer-words.ts';
import { fill, plain, type Text, WORDS } from '../messages/words.ts';
import { boundsText } from '../screen/bounds-text.ts';
import { worstFirst } from '../screen/heat-map.ts';
import { formatActual, formatBound, formatError, formatLimit, formatStatistic } from '../text/format.ts';
import { labelText, withinSentence } from '../text/names.ts';
import { deviceFact } from './device-facts.ts';
import { incidentAdvice } from './incident-facts.ts';
import { jitterFacts } from './jitter-facts.ts';
import { joiningFacts, metricAdvice } from './metric-advice.ts';
import { pathFacts } from './path-facts.ts';
import { soundSyncFacts } from './sound-sync-facts.ts';
import { takeOf } from './takes.ts';

/** Facts for a producer about one region: what viewers see, what the network did, what to change. */
export interface Statement {
  readonly region: string;
  /** The region's name. */
  readonly label: Text;
  readonly outcome: Exclude<VerdictOutcome, 'pass'>;
  /** Metric that the sentence is about. */
  readonly metric: MetricId;
  readonly sentence: Text;
  /** Observations beside it: evidence, never a proof of cause. */
  readonly facts: readonly Text[];
  readonly advice?: Text;
  /** Other budgets of the region with the same outcome. */
  readonly also: readonly Verdict[];
}

/** Metrics that the size of the jitter buffer moves. */
const JITTER_METRICS: readonly string[] = ['latency', 'bufferDelay'];
/** Metrics that move while sound follows its picture. */
const SYNC_METRICS: readonly string[] = ['audioLead', 'audioLag', 'avOffset', 'audioLatency'];
const WORST_FIRST = ['fail', 'no-data', 'uncertain', 'warn'] as const;

/** Makes one statement for each region that did not simply pass, worst first; of its verdicts, the one viewers notice most. */
export function explain(result: Result): Statement[] {
  return worstFirst(result).flatMap((region): Statement[] => {
    const verdicts = result.verdicts.filter((verdict) => verdict.region === region.id);
    const outcome = WORST_FIRST.find((wanted) => verdicts.some((verdict) => verdict.outcome === wanted));
    if (outcome === undefined) return [];
    const [worst, ...also] = verdicts
      .filter((verdict) => verdict.outcome === outcome)
      .sort((a, b) => prominenceOf(a) - prominenceOf(b));
    if (worst === undefined) return [];
    const take = takeOf(result, worst) ?? result.takes[0];
    const { metric } = worst;
    return [
      { region: region.id, label: labelText(region), outcome, metric, also, ...explainVerdict(result, worst, take) },
    ];
  });
}

function explainVerdict(result: Result, worst: Verdict, take: TakeResult | undefined) {
  const sentence = verdictSentence(result, worst);
  const settling = [
    ...(JITTER_METRICS.includes(worst.metric) ? jitterFacts(result.scenario, take, worst.viewer) : []),
    ...(SYNC_METRICS.includes(worst.metric)
      ? soundSyncFacts(result.scenario, take, ({ id }) => id === worst.viewer)
      : []),
  ];
  if (worst.outcome !== 'fail') return { sentence, facts: settling };
  const path = pathFacts(result, worst, take);
  const device = deviceFact(result, take, worst.viewer);
  const facts = [...(device === undefined ? [] : [device]), ...joiningFacts(worst, take), ...settling, ...path.facts];
  const advice =
    path.advice ??
    (device === undefined ? (incidentAdvice(take, worst) ?? metricAdvice(worst.metric)) : DEVICE_WORDS.advice);
  return { sentence, facts, ...(advice !== undefined && { advice }) };
}

function prominenceOf({ metric }: Verdict): number {
  const prominence = findMetric(metric)?.prominence ?? 'ordinary';
  return prominence === 'ordinary' ? Number.MAX_SAFE_INTEGER : prominence;
}

/** Puts the verdict in the words of somebody watching, without the region's name. */
export function verdictSentence(result: Pick<Result, 'metrics'>, verdict: Verdict): Text {
  const metric = metricLabel(result, verdict.metric);
  if (verdict.outcome === 'no-data') {
    const reason = verdict.reason === undefined ? WORDS.noDataUnknown : noDataReason(verdict.reason);
    return fill(WORDS.noDataSentence, { metric, reason });
  }
  const limit = formatLimit(verdict.limit, verdict.unit);
  const values = {
    metric,
    actual: formatActual(verdict),
    limit,
    bound: formatBound(verdict),
    statistic: formatStatistic(verdict.statistic),
  };
  if (verdict.outcome === 'uncertain')
    return fill(uncertainSentence(verdict), { ...values, error: formatError(verdict) });
  if (verdict.outcome === 'warn')
    return fill(WORDS.closeSentence, { ...values, metric: withinSentence(metric), bounds: boundsText(verdict) });
  return fill(metricSentence(verdict.metric), values);
}

/** Returns the metric's label in both languages; its id when the result does not define it. */
export function metricLabel(result: Pick<Result, 'metrics'>, id: string): Text {
  const info = result.metrics.find((metric) => metric.id === id);
  return info === undefined ? plain(id) : labelText(info);
}

/** Returns the one sentence that follows the verdict. */
export function headline(result: Result): Text {
  switch (result.outcome) {
    case 'invalid':
      return result.invalidReasons.length > 0 ? WORDS.headlineInvalid : WORDS.headlineInvalidUnexplained;
    case 'ready':
      return result.verdicts.some(({ outcome }) => outcome === 'warn')
        ? WORDS.headlineReadyOnEdge
        : WORDS.headlineReady;
    case 'not-ready':
      return WORDS.headlineNotReady;
  }
}
