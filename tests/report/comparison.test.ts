import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/model/result/encoder-comparison.ts';
import type { Result, TakeResult } from '../../src/model/result/result.ts';
import { formatDifference, formatP } from '../../src/report/comparison/format-change.ts';
import { htmlReport } from '../../src/report/formats/html-report.ts';
import { resultText } from '../../src/report/formats/json-report.ts';
import { junitReport } from '../../src/report/formats/junit-report.ts';
import { markdownReport } from '../../src/report/formats/markdown-report.ts';
import { formatTerminal } from '../../src/report/formats/terminal.ts';
import { compareVariants } from '../../src/verdict/compare/compare-variants.ts';
import { junitFault } from './junit-fault.ts';
import { readyResult } from './sample-result.ts';
import { markupFault } from './well-formed.ts';

/** Returns the ready sample with a variant that stutters a fifth of the time in every region. */
function comparedResult(seeds = [1, 2, 3, 4, 5, 6]): Result {
  const ready = readyResult();
  const [take] = ready.takes;
  if (take === undefined) throw new Error('the sample has a take');
  const { broadcast } = ready.scenario;
  const four = { ...broadcast, video: { ...broadcast.video, bitrateBps: 4e6 } };
  const viewers = take.viewers.map((viewer) => ({
    ...viewer,
    metrics: { ...viewer.metrics, stutterRate: { type: 'value', unit: 'fraction', value: 0.2 } as const },
  }));
  const takes = seeds.flatMap((seed): TakeResult[] => [
    { ...take, seed, variant: 'base' },
    { ...take, seed, variant: 'four', outcome: 'not-ready', viewers },
  ]);
  const result = { ...ready, takes, scenario: { ...ready.scenario, variants: [{ name: 'four', broadcast: four }] } };
  return { ...result, comparisons: compareVariants(result) };
}

const content = (report: ReturnType<typeof htmlReport>) => String(report[0]?.content).replaceAll('\u00a0', ' ');

describe('a rehearsal with variants', () => {
  it('shows what changed where, on the page in both languages', () => {
    const html = content(htmlReport(comparedResult()));
    expect(markupFault(html, ['meta', 'br'])).toBeUndefined();
    const section = /<section id="comparison">[\s\S]*?<\/section>/.exec(html)?.[0] ?? '';
    expect(section).toContain('four against base');
    expect(section).toContain('four 对比 base');
    expect(section).toContain('bitrate 2 Mbps → 4 Mbps');
    expect(section.match(/>regressed</g)).toHaveLength(1 + 3);
    expect(section).toContain(
      '<th scope="row"><span lang="en">Singapore</span><span lang="zh-Hans">新加坡</span></th>',
    );
    expect(section).toMatch(/<span lang="zh-Hans">[^<]*新加坡 视频卡顿率/);
    expect(section).not.toMatch(/<span lang="zh-Hans">[^<]*Singapore/);
  });

  it('shows it in the terminal, in Markdown and in JUnit', () => {
    const result = comparedResult();
    const terminal = formatTerminal(result, { colour: false, width: 100 });
    expect(terminal).toContain(' READY ');
    expect(terminal).toContain(' REGRESSED   four against base');
    expect(content(markdownReport(result))).toContain('## ❌ four against base: REGRESSED');
    const xml = content(junitReport(result));
    expect(markupFault(xml)).toBeUndefined();
    expect(junitFault(xml)).toBeUndefined();
    expect(xml.match(/<failure /g)).toHaveLength(3);
    expect(xml).toContain(`<testsuite name="${result.scenario.name}.four.sea-id"`);
  });

  it('is not a failure in JUnit if it cannot tell: the rehearsal is not the gate', () => {
    const xml = content(junitReport(comparedResult([1, 2])));
    expect(xml).not.toMatch(/<(failure|error) /);
    expect(xml).toMatch(/<skipped message="could not tell \(too few seeds\)/);
  });

  it('is kept whole in result.json', () => {
    const result = comparedResult();
    expect(JSON.parse(resultText(result))).toEqual(JSON.parse(JSON.stringify(result)));
  });
});

describe('a difference', () => {
  it.each([
    [0.04, 'fraction', '+4 pp'],
    [-0.0123, 'fraction', '-1.2 pp'],
    [0, 'fraction', '±0 pp'],
    [-1300, 'ms', '-1.3 s'],
    [30.4, 'ms', '+30 ms'],
  ] as const)('of %s %s is written %s', (value, unit, text) => expect(formatDifference(value, unit)).toBe(text));

  it('comes with the p value that its outcome rests on', () => {
    const change = { worseP: 0.0001, betterP: 1, harmlessP: 0.0312 } as Change;
    expect(formatP({ ...change, outcome: 'regressed' }).en).toBe('p(worse) < 0.001');
    expect(formatP({ ...change, outcome: 'no-worse' }).en).toBe('p(no worse) 0.031');
  });
});
