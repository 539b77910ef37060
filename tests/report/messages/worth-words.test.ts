import { describe, expect, it } from 'vitest';
import { htmlReport } from '../../../src/report/formats/html-report.ts';
import { markdownReport } from '../../../src/report/formats/markdown-report.ts';
import { formatTerminal } from '../../../src/report/formats/terminal.ts';
import { worthSentence } from '../../../src/report/messages/worth-words.ts';
import { worthOfReady } from '../../../src/verdict/worth-of-ready.ts';
import { readyResult } from '../sample-result.ts';

describe('what READY is worth', () => {
  it('is the largest share of evenings that so many clean seeds do not exclude', () => {
    const shares = [1, 3, 8, 59, 299].map((seeds) => worthOfReady(seeds).couldFailFraction);
    expect(shares.map((share) => share.toFixed(3))).toEqual(['0.950', '0.632', '0.312', '0.050', '0.010']);
  });

  it('stands beside the verdict in terminal, page and summary, in words', () => {
    const result = { ...readyResult(), worth: worthOfReady(3) };
    const sentence = 'That is 3 clean seeds: up to 63 % of evenings could still fail (95 % confidence).';
    expect(worthSentence(result)?.en).toBe(sentence);
    expect(worthSentence({ worth: worthOfReady(1) })?.zh).toContain('多达 95 %');
    expect(formatTerminal(result, { colour: false, width: 80 }).replaceAll(/\s+/g, ' ')).toContain(sentence);
    expect(markdownReport(result)[0]?.content).toContain(sentence);
    const page = String(htmlReport(result)[0]?.content).replaceAll(/\s+/g, ' ');
    expect(page.includes(sentence)).toBe(true);
    expect(page.includes('共 3 个种子通过')).toBe(true);
  });

  it('is not said of what is not ready, nor of older results', () => {
    expect(worthSentence(readyResult())).toBeUndefined();
  });
});
