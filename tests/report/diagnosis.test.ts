import { describe, expect, it } from 'vitest';
import type { Diagnosis, Effect } from '../../src/model/result/diagnosis.ts';
import { diagnosisMarkdown } from '../../src/report/diagnosis/diagnosis-markdown.ts';
import { diagnosisPage } from '../../src/report/diagnosis/diagnosis-page.ts';

const STUTTER = { region: 'sea-id', metric: 'stutterRate200', statistic: 'value', unit: 'fraction' } as const;
const measured: Effect = { ...STUTTER, pairs: 2, asRehearsed: 0.3, ideal: 0.1, takenAway: 0.2 };

function diagnosisWith(effect: Effect, takes = 2, invalidTakes = 0): Diagnosis {
  return {
    ...{ schemaVersion: 1, tool: { name: 'longhaul', version: '0.0.0' }, endedAt: '2026-07-01T12:00:00Z' },
    scenario: { name: 'show', durationMs: 20_000, regions: [{ id: 'sea-id', label: 'Jakarta', labelZh: '雅加达' }] },
    ...{ seeds: [1, 2], isComplete: true },
    trials: [{ id: 'haul-sea-id', kind: 'haul', region: 'sea-id', takes, invalidTakes, effects: [effect] }],
  };
}

describe('a diagnosis in words', () => {
  it('tells what was taken away, with the range of too few seeds called that', () => {
    const found = diagnosisWith({ ...measured, interval: { low: 0.1, high: 0.3, kind: 'range' } });
    expect(diagnosisMarkdown(found)).toContain('20 % (range 10 % to 30 %; 2 seeds)');
    expect(diagnosisMarkdown(found, 'zh')).toContain('雅加达');
    expect(diagnosisPage(found)).toContain('Jakarta');
  });

  it.each([
    ['not played', 0, 0],
    ['spoilt by the machine', 2, 2],
    ['no data on one side', 2, 0],
  ])('says %s rather than a number', (words, takes, invalid) => {
    expect(diagnosisMarkdown(diagnosisWith({ ...STUTTER, pairs: 0 }, takes, invalid))).toContain(words);
  });
});
