import { expect, it } from 'vitest';
import type { LinkTotals } from '../../../src/model/result/result.ts';
import { lostInPart } from '../../../src/search/diagnose/lost-in-part.ts';

const link = (id: string, inPackets: number, lost: number): LinkTotals => ({
  ...{ link: id, inPackets, inBytes: 0, outPackets: inPackets - lost, outBytes: 0, stretchSeconds: 1, course: [] },
  ...{ lostRandom: 0, lostBurst: lost, lostQueue: 0 },
});

it('sums up what the links of one part lost on the way to the viewers, over all takes', () => {
  const links = [
    link('first-mile/out', 1000, 5),
    link('haul:sea-id/out', 1000, 10),
    link('haul:sea-id/back', 100, 90),
    link('haul:jp/out', 1000, 300),
    link('access:sea-id-1/out', 1000, 20),
    link('access:sea-id-2/out', 1000, 40),
    link('access:jp-1/out', 1000, 500),
    link('haul:sea-id/out', 1000, 30),
  ];
  const lost = (kind: 'first-mile' | 'haul' | 'access' | 'half-bitrate', region?: string) =>
    lostInPart({ id: kind, kind, ...(region !== undefined && { region }) }, links, (viewer) =>
      viewer.replace(/-\d$/, ''),
    );
  expect(lost('first-mile')).toBe(0.005);
  expect(lost('haul', 'sea-id')).toBe(0.02);
  expect(lost('access', 'sea-id')).toBe(0.03);
  expect(lost('half-bitrate')).toBeUndefined();
});
