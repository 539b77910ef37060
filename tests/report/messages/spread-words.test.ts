import { describe, expect, it } from 'vitest';
import { htmlReport } from '../../../src/report/formats/html-report.ts';
import { freezeLines, spreadSentence } from '../../../src/report/messages/spread-words.ts';
import { acrossViewers } from '../../../src/verdict/across-viewers.ts';
import { readyResult } from '../sample-result.ts';

const ready = readyResult();
const takes = ready.takes.map(({ seed, viewers }) => ({
  seed,
  viewers: viewers.map(({ id, region, metrics, series }) => ({ viewer: id, region, metrics, series })),
}));

describe('how numbers spread over viewers', () => {
  it('is told of regions with more than one view, each take’s counted', () => {
    const result = { ...ready, acrossViewers: acrossViewers(takes, ready.verdicts) };
    const latency = ready.verdicts.find(({ region, metric }) => region === 'sea-id' && metric === 'latency');
    if (latency === undefined) throw new Error('no verdict on latency');
    // Two viewers in two takes, alike.
    expect(spreadSentence(result, latency)?.en).toBe('4 views: half within 279 ms, 19 of 20 within 279 ms');
    const page = String(htmlReport(result)[0]?.content).replaceAll(/\s+/g, ' ');
    expect(page.includes('4 views: half within 279 ms')).toBe(true);
    expect(spreadSentence(ready, latency)).toBeUndefined();
  });

  it('takes the bad end for the twentieth, whichever way is better, and counts who has no number', () => {
    const value = (value: number) => ({ frameRate: { type: 'value', unit: 'fps', value } as const });
    const none = { frameRate: { type: 'no-data', unit: 'fps', reason: 'none' } as const };
    const numbers = Array.from({ length: 21 }, (_, i) => value(10 + i));
    const viewers = [...numbers, none].map((metrics, i) => ({ viewer: `a-${i}`, region: 'a', metrics, series: {} }));
    const verdict = {
      region: 'a',
      metric: 'frameRate',
      statistic: 'value',
      unit: 'fps',
      limit: 20,
      outcome: 'fail',
    } as const;
    const [atLeast] = acrossViewers([{ seed: 1, viewers }], [{ ...verdict, comparison: '>=' }]);
    expect(atLeast).toMatchObject({ views: 21, withoutNumber: 1, median: 20, nineteenOfTwenty: 11 });
    const [atMost] = acrossViewers([{ seed: 1, viewers }], [{ ...verdict, comparison: '<=' }]);
    expect(atMost?.nineteenOfTwenty).toBe(29);
    expect(acrossViewers([{ seed: 1, viewers: viewers.slice(-2) }], [{ ...verdict, comparison: '<=' }])).toEqual([]);
  });
});

describe('freezes by length', () => {
  it('names each length that there was', () => {
    const [viewer] = ready.takes[0]?.viewers ?? [];
    if (viewer === undefined) throw new Error('no viewer');
    expect(freezeLines(viewer)).toBeUndefined();
    expect(freezeLines({ ...viewer, freezeLengths: [0, 0, 0, 0, 0, 0, 0] })?.map(({ en }) => en)).toEqual(['none']);
    expect(freezeLines({ ...viewer, freezeLengths: [3, 0, 1, 0, 0, 0, 1] })?.map(({ en }) => en)).toEqual([
      '150 ms to 300 ms: 3',
      '500 ms to 1 s: 1',
      '10 s and more: 1',
    ]);
  });
});
