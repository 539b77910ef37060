import { describe, expect, it } from 'vitest';
import type { Result } from '../../../src/model/result/result.ts';
import { heatTable } from '../../../src/report/html/screen/heat-table.ts';
import { readyResult } from '../sample-result.ts';

type Numbers = NonNullable<Result['earlier']>['numbers'];

/** Renders the table after an earlier rehearsal with these numbers. */
function table(numbers: Numbers): string {
  const earlier = { directory: 'a', startedAt: '2026-06-30T09:00:00.000Z', outcome: 'ready', numbers } as const;
  // Numbers and units stand together by spaces that do not break.
  return heatTable({ ...readyResult(), earlier }).markup.replaceAll(/[\u00a0\u202f]/g, ' ');
}

const verdict = readyResult().verdicts.find(({ metric, region }) => metric === 'latency' && region === 'sea-id');
if (verdict?.actual === undefined) throw new Error('the sample has no latency in Jakarta');
const now = verdict.actual;
const latency = (before: number | undefined) =>
  [
    {
      region: 'sea-id',
      metric: 'latency',
      statistic: verdict.statistic,
      unit: 'ms',
      now,
      ...(before !== undefined && { before }),
    },
  ] as Numbers;

describe('a cell of the first screen, against the last rehearsal', () => {
  it.each([
    ['fell', 500, '↓', 'Down from 500 ms last time.', '比上一次（500 ms）降低。'],
    ['rose', 100, '↑', 'Up from 100 ms last time.', '比上一次（100 ms）升高。'],
    ['stayed', now, '=', 'As last time.', '与上一次相同。'],
  ])('says in an arrow and in words that a number %s', (_, before, arrow, en, zh) => {
    const text = table(latency(before));
    expect(text.match(/class="since"[^>]*>(.)</g)).toHaveLength(1);
    expect(text).toContain(`>${arrow}<`);
    expect(text).toContain(en);
    expect(text).toContain(zh);
  });

  it('shows none where last time had no data, for another number, or without an earlier one', () => {
    expect(table(latency(undefined))).not.toContain('class="since"');
    expect(table(latency(1).map((number) => ({ ...number, statistic: 'p50' as const })))).not.toContain(
      'class="since"',
    );
    expect(heatTable(readyResult()).markup).not.toContain('class="since"');
  });
});
