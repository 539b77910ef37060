import { describe, expect, it } from 'vitest';
import { DependencyDescriptorReader } from '../../../src/sfu/layers/dependency-descriptor.ts';
import { LayerSwitch } from '../../../src/sfu/layers/layer-switch.ts';
import type { SourcePacket } from '../../../src/sfu/rtp/source-packet.ts';
import { RECORDED } from './recorded-descriptors.ts';

function packet(encoding: number, sequence: number, more: Partial<SourcePacket> = {}): SourcePacket {
  return {
    ...{ kind: 'video', encoding, sequence, timestamp: sequence * 3000, marker: true, startsKeyframe: false },
    ...{ payload: Buffer.alloc(1), extensions: [], arrivalMs: 0, ...more },
  };
}

/** Returns packets of the recorded structure, one per frame: [template, picture, keyframe?]. */
function structured(hex: string) {
  const reader = new DependencyDescriptorReader();
  let sequence = 0;
  return (template: number, picture: number, startsKeyframe = false): SourcePacket => {
    const bytes = startsKeyframe ? Buffer.from(hex, 'hex') : Buffer.from([0xc0 | template, 0, sequence & 0xff]);
    const frame = reader.read(bytes);
    sequence += 1;
    return packet(0, sequence, { timestamp: picture * 3000, startsKeyframe, marker: false, ...(frame && { frame }) });
  };
}

describe('LayerSwitch between simulcast streams', () => {
  it('starts with a keyframe of the wanted stream and ignores others', () => {
    const layers = new LayerSwitch();
    layers.want({ encoding: 1 });
    expect(layers.waitsFor).toBe(1);
    expect(layers.admit(packet(0, 1, { startsKeyframe: true }))).toBe('other');
    expect(layers.admit(packet(1, 1))).toBe('other');
    expect(layers.admit(packet(1, 2, { startsKeyframe: true }))).toBe('begin');
    expect(layers.admit(packet(1, 3))).toBe('pass');
    expect(layers.waitsFor).toBeUndefined();
  });

  it('stays with its stream until the wanted one has a keyframe', () => {
    const layers = new LayerSwitch();
    layers.admit(packet(0, 1, { startsKeyframe: true }));
    layers.want({ encoding: 2 });
    expect(layers.waitsFor).toBe(2);
    expect(layers.admit(packet(0, 2))).toBe('pass');
    expect(layers.admit(packet(2, 70))).toBe('other');
    expect(layers.admit(packet(2, 71, { startsKeyframe: true }))).toBe('begin');
    expect(layers.admit(packet(0, 3))).toBe('other');
    expect(layers.current).toEqual({ encoding: 2 });
  });
});

describe('LayerSwitch within a stream', () => {
  it('drops upper frame rates at once, and resumes them where they can be decoded', () => {
    const next = structured(RECORDED.vp9Temporal[0]);
    const layers = new LayerSwitch();
    layers.want({ encoding: 0, target: 2 });
    const key = next(0, 0, true);
    expect(layers.admit(key)).toBe('begin');
    const structure = key.frame?.structure;
    expect(structure?.templates.map(({ temporalId }) => temporalId)).toEqual([0, 0, 1, 2, 2]);
    expect(layers.admit(next(3, 1))).toBe('pass');
    layers.want({ encoding: 0, target: 0 });
    expect(layers.admit(next(3, 2))).toBe('skip');
    expect(layers.admit(next(1, 3))).toBe('pass');
    layers.want({ encoding: 0, target: 2 });
    // The next frame of the upper rate depends on a skipped one; it may resume at the base layer's frame.
    expect(layers.admit(next(4, 4))).toBe('skip');
    expect(layers.admit(next(1, 5))).toBe('pass');
    expect(layers.admit(next(3, 6))).toBe('pass');
    expect(layers.waitsFor).toBeUndefined();
  });

  it('changes the picture size at keyframes only, and requests one', () => {
    const next = structured(RECORDED.vp9Spatial[0]);
    const layers = new LayerSwitch();
    layers.want({ encoding: 0, target: 5 });
    layers.admit(next(0, 0, true));
    expect(layers.admit(next(5, 0))).toBe('pass');
    // The smaller picture's frames are no part of this size.
    expect(layers.admit(next(1, 1))).toBe('skip');
    expect(layers.admit(next(6, 1))).toBe('pass');
    layers.want({ encoding: 0, target: 2 });
    expect(layers.admit(next(1, 2))).toBe('skip');
    expect(layers.admit(next(6, 2))).toBe('pass');
    expect(layers.waitsFor).toBe(0);
    expect(layers.admit(next(0, 3, true))).toBe('pass');
    expect(layers.admit(next(5, 3))).toBe('skip');
    expect(layers.waitsFor).toBeUndefined();
    expect(layers.admit(next(1, 4))).toBe('pass');
  });

  it('ends a picture where the viewer’s part of it ends', () => {
    const next = structured(RECORDED.vp9Spatial[0]);
    const layers = new LayerSwitch();
    layers.want({ encoding: 0, target: 2 });
    layers.admit(next(0, 0, true));
    const small = next(1, 1);
    expect(small.marker).toBe(false);
    expect(layers.endsPicture(small)).toBe(true);
    layers.reset();
    layers.want({ encoding: 0, target: 5 });
    layers.admit(next(0, 2, true));
    expect(layers.endsPicture(next(1, 3))).toBe(false);
  });
});
