import { describe, expect, it } from 'vitest';
import type { Result } from '../../../src/model/result/result.ts';
import { oneChange, whySentence } from '../../../src/report/screen/first-screen.ts';
import { trustFacts } from '../../../src/report/screen/trust-facts.ts';
import { invalidResult, notReadyResult, oldResult, readyResult, slowedInvalidResult } from '../sample-result.ts';

const fact = (result: Result, wanted: string) => trustFacts(result).find(({ id }) => id === wanted);

describe('the one sentence of why', () => {
  it('is the worst finding', () => {
    expect(whySentence(notReadyResult())).toEqual({
      en: 'Jakarta: the picture stands still 100 % of the time (limit 3 %).',
      zh: 'Jakarta：卡顿率 100%（上限 3%）。',
    });
  });

  it('is the warned limit with where it would fail', () => {
    const { en } = whySentence(readyResult());
    expect(en).toBe(
      'Every region can watch, but São Paulo is close: stutter rate is 2.8 % (warns above 2 %, fails above 4 %).',
    );
  });

  it('is the error with its bound beside the number', () => {
    expect(whySentence(slowedInvalidResult()).en).toBe(
      'The viewers’ browsers on this machine could not keep up. In 9 of 20 measured seconds (at most 5 %): at worst a timer of Jakarta, viewer 1 was 41 ms late at p99 (at most 40 ms).',
    );
  });
});

describe('the one thing to change', () => {
  it('is the advice of the worst finding, and nothing for an invalid result', () => {
    expect(oneChange(notReadyResult())?.en).toContain('Lower the video bitrate to 1.2 Mbps or less');
    expect(oneChange(invalidResult())).toBeUndefined();
  });

  it('is to watch the very number that is told to be close', () => {
    // The latency stands first, but stutter is what viewers notice most.
    const verdicts = readyResult().verdicts.map((verdict) =>
      verdict.region === 'sa-br' && verdict.metric === 'latency' ? { ...verdict, outcome: 'warn' as const } : verdict,
    );
    const result = { ...readyResult(), verdicts };
    expect(whySentence(result).en).toContain('São Paulo is close: stutter rate');
    expect(oneChange(result)?.en).toBe('Nothing has to change; watch stutter rate in São Paulo.');
  });

  it('is more seeds where few were clean', () => {
    const verdicts = readyResult().verdicts.filter(({ outcome }) => outcome === 'pass');
    const result = { ...readyResult(), verdicts, worth: { cleanSeeds: 3, couldFailFraction: 0.632, confidence: 0.95 } };
    expect(oneChange(result)?.en).toContain('at most 31 % of evenings could still fail, instead of 63 %');
    expect(oneChange({ ...result, worth: { ...result.worth, cleanSeeds: 8 } })?.en).toContain('Nothing.');
  });
});

describe('how far to trust it', () => {
  it('says how many evenings could still fail after the clean seeds', () => {
    const result = { ...readyResult(), worth: { cleanSeeds: 1, couldFailFraction: 0.95, confidence: 0.95 } };
    expect(fact(result, 'seeds')?.note?.en).toBe('up to 95 % of evenings could still fail');
  });

  it('counts the takes that are valid and the paths that were as asked', () => {
    expect(fact(invalidResult(), 'takes')).toMatchObject({ value: { en: '0 / 1' }, isGood: false });
    expect(fact(readyResult(), 'network')).toMatchObject({ isGood: true });
    expect(fact(oldResult(), 'network')?.value.en).toBe('not probed');
    expect(fact(oldResult(), 'network')?.isGood).toBeUndefined();
  });
});
