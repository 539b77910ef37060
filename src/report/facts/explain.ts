import type { Result, TakeResult } from '../../model/result/result.ts';
import type { Verdict, VerdictOutcome } from '../../model/result/verdict.ts';
import { METRIC_SENTENCES } from '../messages/metric-words.ts';
import { noDataReason } from '../messages/verdict-words.ts';
import { DEVICE_WORDS } from '../messages/viewer-words.ts';
import { fill, plain, type Text, WORDS } from '../messages/words.ts';
import { formatActual, formatBound, formatError, formatLimit, formatStatistic } from '../text/format.ts';
import { labelText } from '../text/names.ts';
import { deviceFact } from './device-facts.ts';
import { pathFacts } from './path-facts.ts';
import { takeOf } from './takes.ts';

/** What a producer should know about one region: what viewers see, what the network did, what to change. */
export interface Statement {
  readonly region: string;
  /** The region's name. */
  readonly label: Text;
  readonly outcome: Exclude<VerdictOutcome, 'pass'>;
  readonly sentence: Text;
  /** Observed beside it: evidence, never a proof of cause. */
  readonly facts: readonly Text[];
  readonly advice?: Text;
  /** Other budgets of the region with the same outcome. */
  readonly also: readonly Verdict[];
}

/** What viewers notice most comes first; metrics not named here follow in the result's own order. */
const NOTICED_FIRST = [
  'joinFailures',
  'stutterRate',
  'audioStutterRate',
  'frameRate',
  'firstFrame',
  'joinTime',
  'latency',
];
const WORST_FIRST = ['fail', 'no-data', 'uncertain', 'warn'] as const;

/** One finding a region that did not simply pass, worst first. */
export function explain(result: Result): Statement[] {
  const findings = result.scenario.regions.flatMap((region) => {
    const verdicts = result.verdicts.filter((verdict) => verdict.region === region.id);
    const outcome = WORST_FIRST.find((wanted) => verdicts.some((verdict) => verdict.outcome === wanted));
    if (outcome === undefined) return [];
    const [worst, ...also] = verdicts
      .filter((verdict) => verdict.outcome === outcome)
      .sort((a, b) => noticed(a) - noticed(b));
    if (worst === undefined) return [];
    const take = takeOf(result, worst) ?? result.takes[0];
    return [{ region: region.id, label: labelText(region), outcome, also, ...tell(result, worst, take) }];
  });
  return findings.sort((a, b) => WORST_FIRST.indexOf(a.outcome) - WORST_FIRST.indexOf(b.outcome));
}

function tell(result: Result, worst: Verdict, take: TakeResult | undefined) {
  const sentence = verdictSentence(result, worst);
  if (worst.outcome !== 'fail') return { sentence, facts: [] };
  const path = pathFacts(result, worst, take);
  const device = deviceFact(result, take, worst.viewer);
  const facts = device === undefined ? path.facts : [device, ...path.facts];
  const advice = path.advice ?? (device === undefined ? undefined : DEVICE_WORDS.advice);
  return { sentence, facts, ...(advice !== undefined && { advice }) };
}

function noticed(verdict: Verdict): number {
  const place = NOTICED_FIRST.indexOf(verdict.metric);
  return place === -1 ? NOTICED_FIRST.length : place;
}

/** The verdict in the words of somebody watching, without the region's name. */
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
  if (verdict.outcome === 'uncertain') return fill(WORDS.uncertainSentence, { ...values, error: formatError(verdict) });
  return fill(METRIC_SENTENCES[verdict.metric] ?? WORDS.fallbackSentence, values);
}

/** The metric's label in both languages; its id when the result does not define it. */
export function metricLabel(result: Pick<Result, 'metrics'>, id: string): Text {
  const info = result.metrics.find((metric) => metric.id === id);
  return info === undefined ? plain(id) : labelText(info);
}

/** The one sentence that follows the verdict. */
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
