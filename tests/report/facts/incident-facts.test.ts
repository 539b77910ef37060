import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../src/model/result/incident.ts';
import type { Result } from '../../../src/model/result/result.ts';
import { resultSchema } from '../../../src/model/result/schema/result-schema.ts';
import { causeText, incidentFacts, incidentLines } from '../../../src/report/facts/incident-facts.ts';
import { incidentSection } from '../../../src/report/html/sections/incident-section.ts';
import { CAUSES } from '../../../src/verdict/incidents/causes/registry.ts';
import { notReadyResult } from '../../report/sample-result.ts';

const incident: Incident = {
  ...{ fromMs: 6052, toMs: 10_481, region: 'sea-sg', viewers: ['sea-sg-1'], severity: 'severe' },
  symptoms: [{ kind: 'stutter', metric: 'stutterRate200', viewer: 'sea-sg-1', value: 4429.6, unit: 'ms', times: 1 }],
  causes: [
    {
      ...{ cause: 'first-mile', way: 'blackout', strength: 1, links: ['first-mile/out', 'first-mile/back'] },
      evidence: [{ name: 'packets', value: 730, unit: 'count' }],
    },
  ],
};

function resultWith(incidents: readonly Incident[]): Result {
  const result = notReadyResult();
  return { ...result, takes: result.takes.map((take) => ({ ...take, incidents })) };
}

describe('incidents in words', () => {
  it('says when, what and why in both languages', () => {
    expect(incidentLines(resultWith([incident]), 3)).toEqual([
      {
        en: 'Singapore, 6.1–10.5 s: the picture stood still for up to 4.4 s. Likely because first mile (out) let nothing through (730 packets lost).',
        zh: '新加坡，6.1–10.5 s：画面停顿最长 4.4 s。可能原因：推流首段去程中断（丢失 730 个包）。',
      },
    ]);
  });

  it('says that a cause is unknown rather than guessing one', () => {
    const [fact] = incidentFacts(resultWith([{ ...incident, causes: [] }]), 3).facts;
    expect(fact?.why.en).toBe('Nothing recorded beside it explains it.');
    expect(fact?.advice).toBeUndefined();
  });

  it('begins with the first cause that this version knows', () => {
    const causes = [{ ...incident.causes[0], cause: 'of-tomorrow' }, incident.causes[0]] as Incident['causes'];
    const [fact] = incidentFacts(resultWith([{ ...incident, causes }]), 3).facts;
    expect(fact?.why.en).toMatch(/^Likely because first mile/);
  });

  it('keeps the worst in order of time and counts the others', () => {
    const slight = { ...incident, severity: 'slight', fromMs: 1000, toMs: 1300 } as const;
    const { facts, more } = incidentFacts(resultWith([slight, slight, incident]), 1);
    expect([facts.map(({ severity }) => severity), more]).toEqual([['severe'], 2]);
  });

  it('shows nothing where nothing went wrong, or where nobody looked', () => {
    expect(incidentSection(resultWith([])).markup).toBe('');
    expect(incidentSection(notReadyResult()).markup).toBe('');
  });

  it('has a place in result.json', () => {
    expect(resultSchema.parse(JSON.parse(JSON.stringify(resultWith([incident])))).takes[0]?.incidents).toEqual([
      incident,
    ]);
  });

  it.each(CAUSES.map((cause) => [cause.id, cause] as const))(
    '%s names the same numbers in both languages',
    (_, cause) => {
      const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted();
      for (const { en, zh } of Object.values(cause.sentences)) expect(names(zh)).toEqual(names(en));
      expect(causeText({ cause: cause.id, way: 'no such way', strength: 1, evidence: [] })).toBeUndefined();
    },
  );
});
