import { describe, expect, it } from 'vitest';
import type { MetricValue } from '../../../src/model/result/metric.ts';
import type { Result } from '../../../src/model/result/result.ts';
import type { Verdict } from '../../../src/model/result/verdict.ts';
import { heatMap } from '../../../src/report/screen/heat-map.ts';
import { invalidResult, notReadyResult, readyResult } from '../sample-result.ts';

const rowOf = (result: Result, region: string) => heatMap(result).rows.find((row) => row.region.id === region);
const cellOf = (result: Result, region: string, group: string) =>
  rowOf(result, region)?.cells.find((cell) => cell.group === group);
const verdict = (more: Partial<Verdict>): Verdict => ({
  ...{ metric: 'frameRate', statistic: 'value', region: 'sea-sg', comparison: '>=', limit: 24, unit: 'fps' },
  ...{ actual: 10, outcome: 'fail' },
  ...more,
});

describe('the table of regions', () => {
  it('has the worst region first', () => {
    // Jakarta fails, São Paulo warns, Singapore passes.
    expect(heatMap(notReadyResult()).rows.map(({ region }) => region.id)).toEqual(['sea-id', 'sa-br', 'sea-sg']);
  });

  it('has a region without a single frame before one with too few', () => {
    const fails = (region: string, actual: number) => verdict({ region, actual });
    const result = { ...readyResult(), verdicts: [fails('sea-sg', 20), fails('sea-id', 0), fails('sa-br', 16)] };
    expect(heatMap(result).rows.map(({ region }) => region.id)).toEqual(['sea-id', 'sa-br', 'sea-sg']);
  });

  it('hides no budget behind a better one of the same column', () => {
    const result = readyResult();
    const cell = cellOf({ ...result, verdicts: [...result.verdicts, verdict({})] }, 'sea-sg', 'stutter');
    expect(cell).toMatchObject({ outcome: 'fail', metric: 'frameRate', isLead: false });
  });

  it('shows a budget that fits no column in one of its own', () => {
    const result = readyResult();
    const other = verdict({ metric: 'videoBitrate', unit: 'bps' });
    expect(cellOf({ ...result, verdicts: [other] }, 'sea-sg', 'other')).toMatchObject({ outcome: 'fail' });
    expect(heatMap(result).groups.map(({ id }) => id)).not.toContain('other');
  });

  it('takes the worst view of a number without a limit, and none where one view lacks it', () => {
    const result = notReadyResult();
    const clarity = (values: readonly MetricValue[]): Result => ({
      ...result,
      metrics: [
        ...result.metrics,
        {
          ...{
            id: 'clarity',
            label: 'Clarity',
            labelZh: '清晰度',
            unit: 'similarity',
            shape: 'value',
            better: 'higher',
          },
          ...{ definition: 'Like the original.', source: 'longhaul' },
        },
      ],
      takes: result.takes.map((take) => ({
        ...take,
        viewers: take.viewers.map((viewer) => {
          const value = viewer.region === 'sea-id' ? values[Number(viewer.id.slice(-1)) - 1] : undefined;
          return { ...viewer, metrics: { ...viewer.metrics, ...(value && { clarity: value }) } };
        }),
      })),
    });
    const value = (number: number): MetricValue => ({ type: 'value', unit: 'similarity', value: number });
    const none: MetricValue = { type: 'no-data', unit: 'similarity', reason: 'the viewer never joined' };
    expect(cellOf(clarity([value(0.9), value(0.8)]), 'sea-id', 'clarity')?.measured?.value).toBe(0.8);
    expect(cellOf(clarity([value(0.9), none]), 'sea-id', 'clarity')?.measured).toBeUndefined();
  });

  it('gives no outcome where nothing was judged', () => {
    const { rows, isJudged } = heatMap(invalidResult());
    expect(isJudged).toBe(false);
    expect(rows.flatMap(({ cells }) => cells.flatMap(({ outcome }) => outcome ?? []))).toEqual([]);
  });

  it('counts the views that a number is the worst of', () => {
    // Two viewers in one take.
    expect(rowOf(notReadyResult(), 'sea-id')).toMatchObject({ views: 2, takes: 1 });
  });
});
