import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { DistributionMetric, ValueMetric } from '../src/metrics/metric.ts';
import type { MetricInfo } from '../src/model/result/metric.ts';
import type { Verdict } from '../src/model/result/verdict.ts';
import type { SecondSignal, TakeSignal, ViewersSignal } from '../src/verdict/validity/signal.ts';
import { buildTake } from './build-recording.ts';
import { madeUpRate } from './made-up-metric.ts';
import { madeUpFault } from './made-up-signal.ts';
import { invalidResult, notReadyResult } from './report/sample-result.ts';

const load = async () => ({
  ...(await import('../src/metrics/measure-take.ts')),
  ...(await import('../src/metrics/registry.ts')),
  ...(await import('../src/recommend/is-burden.ts')),
  ...(await import('../src/report/facts/explain.ts')),
  ...(await import('../src/report/facts/next-command.ts')),
  ...(await import('../src/report/html/sections/method-section.ts')),
  ...(await import('../src/report/messages/invalid-words.ts')),
  ...(await import('../src/scenario/schema/json/json-budgets.ts')),
  ...(await import('../src/verdict/compare/margins.ts')),
  ...(await import('../src/verdict/uncertainty/host-errors.ts')),
  ...(await import('../src/verdict/validity/check-validity.ts')),
  ...(await import('../src/verdict/vocabulary.ts')),
});
let code: Awaited<ReturnType<typeof load>>;

// Modules of its own, in which each registry has one more entry, and nothing else is different.
beforeAll(async () => {
  vi.resetModules();
  Object.assign((await import('../src/metrics/registry.ts')).METRICS, { madeUpRate });
  Object.assign((await import('../src/verdict/validity/registry.ts')).SIGNALS, { madeUpFault });
  code = await load();
});
afterAll(() => void vi.resetModules());

function without<T, K extends keyof T>(whole: T, key: K): Omit<T, K> {
  const { [key]: _, ...others } = whole;
  return others;
}

const take = () => buildTake({ edit: (line) => (line.type === 'frames-seen' ? { ...line, timerLateP99Ms: 7 } : line) });

describe('a metric that is one object and one line of the registry', () => {
  const info = { id: 'madeUpRate', unit: 'fraction' } as const;
  const resultOf = (metrics: readonly MetricInfo[]) => ({ ...notReadyResult(), metrics });
  const [region] = notReadyResult().scenario.regions;
  const missed: Verdict = {
    ...{ metric: 'madeUpRate', statistic: 'value', region: region?.id ?? '', comparison: '<=', limit: 0.25 },
    ...{ actual: 0.75, unit: 'fraction', outcome: 'fail' },
  };

  it('is measured, with the error that a strained machine gives it', () => {
    expect(code.measureTake(take()).viewers[0]?.metrics.madeUpRate).toEqual({
      type: 'value',
      unit: 'fraction',
      value: 0.75,
    });
    expect(code.estimateHostErrors(take())['sea-sg-1']?.madeUpRate).toEqual({ value: 1 });
  });

  it('has its default limit, also for foreign streams', () => {
    const budget = {
      ...{ metric: 'madeUpRate', statistic: 'value', unit: 'fraction', origin: 'default' },
      ...{ ready: { comparison: '<=', limit: 0.25 }, warn: { comparison: '<=', limit: 0.5 } },
    };
    expect(code.vocabulary.defaultBudgets).toContainEqual(budget);
    expect(code.vocabulary.foreignDefaultBudgets).toContainEqual(budget);
  });

  it('is compared by its own margin, and weighed by a search', () => {
    expect(code.marginOf(info)).toBe(0.125);
    expect(code.isBurden(missed)).toBe(false);
  });

  it('has its sentence in the report, first of all that viewers notice', () => {
    expect(code.verdictSentence({ metrics: code.metricInfos() }, missed)).toEqual({
      en: '75 % of it is made up (limit 25 %)',
      zh: '其中 75% 是虚构的（上限 25%）',
    });
    const result = resultOf(code.metricInfos());
    const verdicts = [...result.verdicts, missed];
    const statement = code.explain({ ...result, verdicts }).find((each) => each.region === region?.id);
    expect(statement?.sentence.en).toContain('made up');
  });

  it('is defined in the report, in both languages, and in the editor’s help', () => {
    const section = code.methodSection(resultOf(code.metricInfos())).markup;
    expect(section).toContain(madeUpRate.definition.en);
    expect(section).toContain(madeUpRate.definition.zh);
    expect(JSON.stringify(code.budgetsJson(code.vocabulary.metrics, []))).toContain(madeUpRate.definition.en);
  });

  it('is refused by the compiler when a property is missing, or does not fit its shape', () => {
    // @ts-expect-error: no id
    const withoutId: ValueMetric = without(madeUpRate, 'id');
    // @ts-expect-error: no label
    const withoutLabel: ValueMetric = without(madeUpRate, 'label');
    // @ts-expect-error: no unit
    const withoutUnit: ValueMetric = without(madeUpRate, 'unit');
    // @ts-expect-error: no shape
    const withoutShape: ValueMetric = without(madeUpRate, 'shape');
    // @ts-expect-error: no better
    const withoutBetter: ValueMetric = without(madeUpRate, 'better');
    // @ts-expect-error: no definition
    const withoutDefinition: ValueMetric = without(madeUpRate, 'definition');
    // @ts-expect-error: no source
    const withoutSource: ValueMetric = without(madeUpRate, 'source');
    // @ts-expect-error: no sentence
    const withoutSentence: ValueMetric = without(madeUpRate, 'sentence');
    // @ts-expect-error: no margin
    const withoutMargin: ValueMetric = without(madeUpRate, 'margin');
    // @ts-expect-error: no errorLaw
    const withoutErrorLaw: ValueMetric = without(madeUpRate, 'errorLaw');
    // @ts-expect-error: no prominence
    const withoutProminence: ValueMetric = without(madeUpRate, 'prominence');
    // @ts-expect-error: no evidence
    const withoutEvidence: ValueMetric = without(madeUpRate, 'evidence');
    // @ts-expect-error: no improvesWithBitrate
    const withoutImproves: ValueMetric = without(madeUpRate, 'improvesWithBitrate');
    // @ts-expect-error: no defaultBudget
    const withoutBudget: ValueMetric = without(madeUpRate, 'defaultBudget');
    // @ts-expect-error: no measure
    const withoutMeasure: ValueMetric = without(madeUpRate, 'measure');
    // @ts-expect-error: a label in one language
    const inOneLanguage: ValueMetric = { ...madeUpRate, label: { en: 'Made-up rate' } };
    // @ts-expect-error: the law of a distribution lacks percentiles
    const withoutPercentiles: DistributionMetric = { ...madeUpRate, shape: 'distribution', errorLaw: { p50: 1 } };
    // @ts-expect-error: a single number has no p95
    const withPercentile: ValueMetric['defaultBudget'] = { statistic: 'p95', ready: { comparison: '<', limit: 1 } };
    expect([
      ...[withoutId, withoutLabel, withoutUnit, withoutShape, withoutBetter, withoutDefinition, withoutSource],
      ...[withoutSentence, withoutMargin, withoutErrorLaw, withoutProminence, withoutEvidence, withoutImproves],
      ...[withoutBudget, withoutMeasure, inOneLanguage, withoutPercentiles, withPercentile],
    ]).toHaveLength(18);
  });
});

describe('a signal that is one object and one line of the registry', () => {
  const reason = { signal: 'made-up-fault', reason: 'Everything is made up.', advice: 'Do not believe it.' };

  it('voids takes', () => {
    expect(code.checkValidity(buildTake())).toMatchObject({ valid: false, reasons: [reason] });
  });

  it('has its words in both languages, and its next command', () => {
    expect(code.invalidReasonText(reason)).toEqual({
      title: madeUpFault.title,
      detail: { en: reason.reason, zh: reason.reason },
      advice: madeUpFault.advice,
    });
    expect(code.nextCommand({ ...invalidResult(), invalidReasons: [reason] })).toBe('npx longhaul doctor');
  });

  it('is refused by the compiler when a property is missing', () => {
    const second: SecondSignal = { ...madeUpFault, type: 'second', fromJoin: false, spoiltSpans: () => [] };
    const viewers: ViewersSignal = { ...madeUpFault, type: 'viewers', checkViewer: () => [], reason: () => '' };
    // @ts-expect-error: no id
    const withoutId: TakeSignal = without(madeUpFault, 'id');
    // @ts-expect-error: no title
    const withoutTitle: TakeSignal = without(madeUpFault, 'title');
    // @ts-expect-error: no advice
    const withoutAdvice: TakeSignal = without(madeUpFault, 'advice');
    // @ts-expect-error: no remedy
    const withoutRemedy: TakeSignal = without(madeUpFault, 'remedy');
    // @ts-expect-error: no bounds
    const withoutBounds: TakeSignal = without(madeUpFault, 'bounds');
    // @ts-expect-error: no check
    const withoutCheck: TakeSignal = without(madeUpFault, 'check');
    // @ts-expect-error: no spoiltSpans
    const withoutSpans: SecondSignal = without(second, 'spoiltSpans');
    // @ts-expect-error: no fromJoin
    const withoutFromJoin: SecondSignal = without(second, 'fromJoin');
    // @ts-expect-error: no checkViewer
    const withoutViewer: ViewersSignal = without(viewers, 'checkViewer');
    // @ts-expect-error: no reason
    const withoutReason: ViewersSignal = without(viewers, 'reason');
    // @ts-expect-error: a bound without its origin
    const withoutOrigin: TakeSignal['bounds'] = { madeUp: { limit: 1, unit: 'ms' } };
    expect([
      ...[withoutId, withoutTitle, withoutAdvice, withoutRemedy, withoutBounds, withoutCheck, withoutSpans],
      ...[withoutFromJoin, withoutViewer, withoutReason, withoutOrigin],
    ]).toHaveLength(11);
  });
});
