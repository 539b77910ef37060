import { expect, it } from 'vitest';
import { DependencyDescriptorReader } from '../../../src/sfu/layers/dependency-descriptor.ts';
import { LayerMeter } from '../../../src/sfu/layers/layer-meter.ts';
import type { SourcePacket } from '../../../src/sfu/rtp/source-packet.ts';
import { RECORDED } from './recorded-descriptors.ts';

function packet(encoding: number, bytes: number, arrivalMs: number, more: Partial<SourcePacket> = {}): SourcePacket {
  return {
    ...{ kind: 'video', encoding, sequence: 1, timestamp: arrivalMs * 90, marker: true, startsKeyframe: false },
    ...{ payload: Buffer.alloc(bytes), extensions: [], arrivalMs, ...more },
  };
}

it('ranks simulcast streams by their rates, and omits one that has been silent for a second', () => {
  const meter = new LayerMeter();
  for (let atMs = 0; atMs < 2000; atMs += 100) {
    meter.receive(packet(0, 2500, atMs));
    meter.receive(packet(1, 625, atMs));
    if (atMs < 900) meter.receive(packet(2, 5000, atMs));
  }
  expect(meter.rungs(1999).map(({ encoding, rateBps }) => [encoding, rateBps])).toEqual([
    [1, 50_000],
    [0, 200_000],
  ]);
  meter.reset();
  expect(meter.rungs(1999)).toEqual([]);
});

it('measures each layer with all it depends on; only the smallest picture has rungs below the full frame rate', () => {
  const meter = new LayerMeter();
  const reader = new DependencyDescriptorReader();
  const frame = (template: number) => reader.read(Buffer.from([0xc0 | template, 0, 1]));
  const key = reader.read(Buffer.from(RECORDED.vp9Spatial[0], 'hex'));
  if (key === undefined) throw new Error('not read');
  for (let atMs = 0; atMs < 2000; atMs += 100) {
    const [small, large] = atMs % 200 === 0 ? [frame(1), frame(6)] : [frame(3), frame(8)];
    if (small === undefined || large === undefined) throw new Error('not read');
    meter.receive(packet(0, 250, atMs, { frame: small }));
    meter.receive(packet(0, 1000, atMs, { frame: large }));
  }
  expect(meter.rungs(1999)).toEqual([
    { encoding: 0, target: 0, rateBps: 10_000, spatialId: 0, temporalId: 0 },
    { encoding: 0, target: 1, rateBps: 10_000, spatialId: 0, temporalId: 1 },
    { encoding: 0, target: 2, rateBps: 20_000, spatialId: 0, temporalId: 2 },
    { encoding: 0, target: 5, rateBps: 80_000, spatialId: 1, temporalId: 2 },
  ]);
});
