import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { KEPT, pickStats } from '../../src/browser/pick-stats.ts';

const MODEL = readFileSync(new URL('../../src/model/recording/w3c-stats.ts', import.meta.url), 'utf8');

/** Fields of the model's type for reports of `type`, read from its text. */
function modelFields(type: string): string[] {
  const body = MODEL.split('export type ').find((text) => text.includes(`readonly type: '${type}'`)) ?? '';
  const own = [...body.matchAll(/readonly (\w+)\??:/g)].map((match) => match[1] ?? '');
  const numbers = /Numbers<([^>]*)>/.exec(body)?.[1] ?? '';
  return [
    ...own.filter((name) => name !== 'type'),
    ...[...numbers.matchAll(/'(\w+)'/g)].map((match) => match[1] ?? ''),
  ];
}

describe('the statistics kept', () => {
  it.each(Object.keys(KEPT))('are exactly the fields of the model for %s', (type) => {
    const fields = modelFields(type);
    expect(fields.length).toBeGreaterThan(4);
    expect([...KEPT[type as keyof typeof KEPT]].sort()).toEqual(fields.sort());
  });

  it('are those the browser gave, by name and value; unknown reports, other fields and idle candidate pairs go', async () => {
    const reports = [
      { id: 'I', timestamp: 5, type: 'inbound-rtp', kind: 'video', framesDecoded: 0, trackIdentifier: 'x' },
      { id: 'C', timestamp: 5, type: 'codec', mimeType: 'video/VP8' },
      { id: 'P1', timestamp: 5, type: 'candidate-pair', nominated: false, bytesSent: 1 },
      { id: 'P2', timestamp: 5, type: 'candidate-pair', nominated: true, bytesSent: 2 },
    ];
    expect(await pickStats(connectionWith(reports))).toEqual([
      { id: 'I', timestamp: 5, type: 'inbound-rtp', kind: 'video', framesDecoded: 0 },
      { id: 'P2', timestamp: 5, type: 'candidate-pair', nominated: true, bytesSent: 2 },
    ]);
  });

  it('name the codec of what is sent, and of nothing else', async () => {
    const reports = [
      { id: 'C1', timestamp: 5, type: 'codec', mimeType: 'video/H264', payloadType: 103, transportId: 'T' },
      { id: 'O', timestamp: 5, type: 'outbound-rtp', kind: 'video', rid: 'h', codecId: 'C1' },
      { id: 'C2', timestamp: 5, type: 'codec', mimeType: 'video/VP8' },
    ];
    expect(await pickStats(connectionWith(reports))).toEqual([
      { id: 'C1', timestamp: 5, type: 'codec', mimeType: 'video/H264', payloadType: 103 },
      { id: 'O', timestamp: 5, type: 'outbound-rtp', kind: 'video', rid: 'h', codecId: 'C1' },
    ]);
  });
});

function connectionWith(reports: readonly { readonly id: string }[]) {
  return { getStats: async () => new Map(reports.map((report) => [report.id, report])) };
}
