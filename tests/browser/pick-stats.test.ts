import { describe, expect, it } from 'vitest';
import { pickStats } from '../../src/browser/pick-stats.ts';
import { STATS_TYPES, statsFields } from '../../src/model/recording/w3c-stats.ts';

describe('the statistics kept', () => {
  it.each(STATS_TYPES)('are exactly the fields of the table for %s', async (type) => {
    const fields = statsFields(type);
    const report = { id: 'R', timestamp: 5, type, ...Object.fromEntries(fields.map((name) => [name, 1])) };
    // Only nominated pairs, their local candidates, and codecs of sent streams are kept.
    const given = { ...report, ...(type === 'candidate-pair' && { nominated: true }), more: 1 };
    const sender = { id: 'O', type: 'outbound-rtp', codecId: 'R' };
    const pair = { id: 'P', type: 'candidate-pair', nominated: true, localCandidateId: 'R' };
    const beside = type === 'codec' ? [sender] : type === 'local-candidate' ? [pair] : [];
    const [picked = {}] = await pickStats(connectionWith([given, ...beside]));
    expect(Object.keys(picked).sort()).toEqual(Object.keys(report).sort());
  });

  it('are those the browser gave, by name and value; unknown reports, other fields and idle candidate pairs are dropped', async () => {
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

  it('tell how media travels, of the pair in use and without addresses', async () => {
    const candidate = { timestamp: 5, type: 'local-candidate', address: '10.77.1.1', port: 9 };
    const reports = [
      { ...candidate, id: 'L1', candidateType: 'host', protocol: 'udp' },
      { ...candidate, id: 'L2', candidateType: 'relay', protocol: 'udp', relayProtocol: 'tls' },
      { id: 'P1', timestamp: 5, type: 'candidate-pair', nominated: false, localCandidateId: 'L1' },
      { id: 'P2', timestamp: 5, type: 'candidate-pair', nominated: true, localCandidateId: 'L2' },
    ];
    const [candidateKept, ...rest] = await pickStats(connectionWith(reports));
    expect(candidateKept).toEqual({
      ...{ id: 'L2', timestamp: 5, type: 'local-candidate' },
      ...{ candidateType: 'relay', protocol: 'udp', relayProtocol: 'tls' },
    });
    expect(rest.map(({ id }) => id)).toEqual(['P2']);
  });

  it('include the codecs of sent streams and no others', async () => {
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
