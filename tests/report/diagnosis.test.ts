import { describe, expect, it } from 'vitest';
import type { Diagnosis, Effect, TrialEffect } from '../../src/model/result/diagnosis.ts';
import { diagnosisMarkdown } from '../../src/report/diagnosis/diagnosis-markdown.ts';
import { diagnosisPage } from '../../src/report/diagnosis/diagnosis-page.ts';
import { provenCauses } from '../../src/report/diagnosis/proven-cause.ts';

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
    expect(diagnosisMarkdown(found)).toContain('20 pp (range 10 pp to 30 pp; 2 seeds)');
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

describe('the sentence that leads it', () => {
  const trial = (kind: TrialEffect['kind'], takenAway: number, lost?: number, seeds = 5): TrialEffect => ({
    ...{ id: kind, kind, region: 'sea-id', takes: seeds, invalidTakes: 0, ...(lost !== undefined && { lost }) },
    effects: [
      {
        ...{ ...STUTTER, pairs: seeds, asRehearsed: 0.2, ideal: 0.2 - takenAway, takenAway },
        interval: { low: takenAway - 0.02, high: takenAway + 0.02, kind: seeds < 5 ? 'range' : 'confidence' },
      },
    ],
  });
  const led = (...trials: readonly TrialEffect[]) => {
    const found = { ...diagnosisWith(measured), trials };
    const [text, ...others] = provenCauses(found);
    expect(others).toEqual([]);
    if (text !== undefined) {
      expect(diagnosisMarkdown(found).indexOf(text.en.slice(0, 40))).toBeLessThan(
        diagnosisMarkdown(found).indexOf('|'),
      );
      expect(diagnosisPage(found)).toContain(text.zh.slice(0, 12));
      expect(text.zh).not.toMatch(/[{}]| the /);
    }
    return text?.en;
  };

  it('names the line that lost the packets, and says why an ideal haul helped as well', () => {
    expect(led(trial('haul', 0.19, 0.0004), trial('access', 0.18, 0.03), trial('half-bitrate', 0.06))).toBe(
      'Jakarta, Stutter rate over 200 ms: the cause is proven. Viewers’ lines, Jakarta: made ideal, 18 % of 20 % goes away; ' +
        'it lost 3 % of its packets in the rehearsal; ' +
        'Haul to Jakarta made ideal takes 19 % away too, though it lost only 0.04 %: a shorter round trip makes the repair of packets lost elsewhere quicker; ' +
        'Half the bitrate takes 6 % away too: there is less to lose and to repair',
    );
  });

  it('names the haul where it is the haul that lost them, and does not call few seeds a proof', () => {
    expect(led(trial('haul', 0.19, 0.05, 2), trial('access', 0.02, 0.001, 2))).toMatch(
      /too few seeds to prove it, but the likely cause is this\. Haul to Jakarta: made ideal, 19 % of 20 % goes away; it lost 5 %/,
    );
  });

  it('names the device alone where no part of the way helps, and the bitrate where nothing else does', () => {
    expect(led(trial('device', 0.15), trial('haul', 0.01, 0))).toMatch(
      /proven\. Viewers’ devices, Jakarta: made ideal, 15 %/,
    );
    expect(led(trial('half-bitrate', 0.15), trial('haul', 0.01, 0))).toMatch(/proven\. Half the bitrate/);
  });

  it('names none where two lost alike, where chance may have done it, or where nothing stood still', () => {
    expect(led(trial('haul', 0.19, 0.02), trial('access', 0.18, 0.03))).toMatch(
      /no single cause is proven.*Haul.* or .*lines/,
    );
    expect(led(trial('haul', 0.01, 0.02), trial('access', 0.04, 0.03))).toMatch(/no cause is proven/);
    const calm = { ...measured, asRehearsed: 0.001, ideal: 0, takenAway: 0.001 };
    expect(provenCauses(diagnosisWith(calm))).toEqual([]);
  });

  it('does not call causes unproven that were not tried, and gives each untried part one row', () => {
    const untried: TrialEffect = {
      ...trial('access', 0),
      takes: 0,
      effects: [
        { ...STUTTER, pairs: 0 },
        { ...STUTTER, pairs: 0 },
      ],
    };
    expect(led(trial('haul', 0.01, 0.02), untried)).toMatch(/no cause is proven yet\. 1 of 2 trials have been played/);
    const found = { ...diagnosisWith(measured), trials: [untried] };
    expect(diagnosisMarkdown(found).match(/not played/g)).toHaveLength(1);
    expect(diagnosisPage(found)).not.toMatch(/not played[^|]{0,20}taken away| → </);
  });

  it('does not take a part of which nobody counted packets for one that lost none', () => {
    expect(led(trial('haul', 0.19), trial('access', 0.18, 0.03))).toMatch(
      /no single cause is proven.*Haul.* or .*lines/,
    );
    const helped = led(trial('access', 0.19, 0.03), trial('haul', 0.06));
    expect(helped).toMatch(/the cause is proven\. Viewers’ lines/);
    expect(helped).not.toContain('lost only');
    expect(led(trial('device', 0.19), trial('access', 0.18, 0.03))).toMatch(/proven\. Viewers’ lines/);
  });
});
