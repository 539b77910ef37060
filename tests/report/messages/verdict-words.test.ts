import { describe, expect, it } from 'vitest';
import { measureTake } from '../../../src/metrics/measure-take.ts';
import { htmlReport } from '../../../src/report/formats/html-report.ts';
import { markdownReport } from '../../../src/report/formats/markdown-report.ts';
import { formatTerminal } from '../../../src/report/formats/terminal.ts';
import { noDataReason, spreadSentence, worthSentence } from '../../../src/report/messages/verdict-words.ts';
import { acrossViewers } from '../../../src/verdict/across-viewers.ts';
import { worthOfReady } from '../../../src/verdict/worth-of-ready.ts';
import { buildTake } from '../../build-recording.ts';
import { readyResult } from '../sample-result.ts';

const ready = readyResult();
const takes = ready.takes.map(({ seed, viewers }) => ({
  seed,
  viewers: viewers.map(({ id, region, metrics, series }) => ({ viewer: id, region, metrics, series })),
}));

describe('how numbers spread over viewers', () => {
  it('is told where 19 of 20 views are not all of them, counting each take', () => {
    const seen = (times: number) => {
      const played = Array.from({ length: times }, () => takes).flat();
      return { ...ready, acrossViewers: acrossViewers(played, ready.verdicts) };
    };
    const latency = ready.verdicts.find(({ region, metric }) => region === 'sea-id' && metric === 'latency');
    if (latency === undefined) throw new Error('no verdict on latency');
    // Two viewers in two takes, alike.
    expect(spreadSentence(seen(5), latency)?.en).toBe('20 views: half within 279 ms, 19 of 20 within 279 ms');
    expect(spreadSentence(seen(4), latency)).toBeUndefined();
    const page = String(htmlReport(seen(5))[0]?.content).replaceAll(/\s+/g, ' ');
    expect(page.includes('20 views: half within 279 ms')).toBe(true);
    expect(spreadSentence(ready, latency)).toBeUndefined();
  });

  it('takes the bad end of 19 in 20, whichever direction is better, and counts views without a number', () => {
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

describe('what READY is worth', () => {
  it('is the largest share of evenings that the clean seeds do not exclude', () => {
    const shares = [1, 3, 8, 59, 299].map((seeds) => worthOfReady(seeds).couldFailFraction);
    expect(shares.map((share) => share.toFixed(3))).toEqual(['0.950', '0.632', '0.312', '0.050', '0.010']);
  });

  it('stands beside the verdict in terminal, page and summary, in words', () => {
    const result = { ...readyResult(), worth: worthOfReady(3) };
    const sentence = '3 clean seeds: up to 63 % of evenings could still fail (95 % confidence).';
    expect(worthSentence(result)?.en).toBe(sentence);
    expect(worthSentence({ worth: worthOfReady(1) })?.zh).toContain('多达 95%');
    expect(formatTerminal(result, { colour: false, width: 80 }).replaceAll(/\s+/g, ' ')).toContain(sentence);
    expect(markdownReport(result)[0]?.content).toContain(sentence);
    const page = String(htmlReport(result)[0]?.content).replaceAll(/\s+/g, ' ');
    expect(page.includes(sentence)).toBe(true);
    expect(page.includes('共 3 个种子通过')).toBe(true);
  });

  it('is told neither for other outcomes nor in older results', () => {
    expect(worthSentence(readyResult())).toBeUndefined();
  });
});

it.each([
  ['all', /^(header|window|end)$/],
  ['statistics', /^(?!stats)/],
  ['frames', /^(?!frames)/],
])('translates every reason of a viewer that lacks %s', (_, kept) => {
  const [viewer] = measureTake(buildTake({ edit: (line) => (kept.test(line.type) ? line : undefined) })).viewers;
  const reasons = Object.values(viewer?.metrics ?? {}).flatMap((value) =>
    value.type === 'no-data' ? [value.reason] : [],
  );
  expect(new Set(reasons).size).toBeGreaterThan(5);
  for (const reason of reasons) expect(noDataReason(reason).zh, reason).toMatch(/\p{Script=Han}/u);
});

it('translates reasons with numbers and leaves unknown ones as they are', () => {
  expect(noDataReason('statistics cover only 3.1 of 20.0 s of the measured time').zh).toBe(
    '统计数据只覆盖测量时段 20.0 s 中的 3.1 s',
  );
  expect(noDataReason('toString')).toEqual({ en: 'toString', zh: 'toString' });
});
