import { expect, it } from 'vitest';
import type { MetricValue } from '../../../src/model/result/metric.ts';
import type { Result } from '../../../src/model/result/result.ts';
import { scoreParts } from '../../../src/report/facts/score-parts.ts';
import { htmlReport } from '../../../src/report/formats/html-report.ts';
import { readyResult } from '../sample-result.ts';

const SCORE: MetricValue = {
  type: 'value',
  unit: 'score',
  value: 4.02,
  madeOf: [{ metric: 'latency', unit: 'ms', value: 123 }],
};

/** Returns the sample with a score for every viewer, which the first verdict is about. */
function scoredResult(): Result {
  const base = readyResult();
  const takes = base.takes.map((take) => ({
    ...take,
    viewers: take.viewers.map((viewer) => ({ ...viewer, metrics: { ...viewer.metrics, audioScore: SCORE } })),
  }));
  const [first, ...rest] = base.verdicts;
  if (first === undefined) throw new Error('no verdict');
  const viewer = base.takes[0]?.viewers.find(({ region }) => region === first.region)?.id ?? '';
  return {
    ...base,
    takes,
    verdicts: [{ ...first, metric: 'audioScore', unit: 'score', actual: 4.02, viewer }, ...rest],
  };
}

it('finds the parts of a verdict’s score, and none for other metrics', () => {
  const result = scoredResult();
  const [scored, other] = result.verdicts;
  expect(scored && scoreParts(result, scored)).toEqual([{ metric: 'latency', unit: 'ms', value: 123 }]);
  expect(other && scoreParts(result, other)).toEqual([]);
});

it('is shown wherever the page shows the score', () => {
  const html = String(htmlReport(scoredResult())[0]?.content);
  expect(html.match(/<small>[^<]*(<[^>]+>[^<]*)*?123.ms<\/small>/g)?.length ?? 0).toBeGreaterThanOrEqual(1);
});
