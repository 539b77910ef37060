import { describe, expect, it } from 'vitest';
import type { FrameDescriptor } from '../../../src/sfu/layers/dependency-descriptor.ts';
import { LeftOutPictures } from '../../../src/sfu/layers/left-out-pictures.ts';
import type { SourcePacket } from '../../../src/sfu/rtp/source-packet.ts';

const FRAME: FrameDescriptor = {
  ...{ startOfFrame: true, endOfFrame: true, frameNumber: 0, spatialId: 0, temporalId: 0, dtis: [], activeTargets: 1 },
  structure: { templateIdOffset: 0, templates: [], targets: [], chains: 0 },
};

function packet(timestamp: number, sequence: number, frame: FrameDescriptor | undefined = FRAME): SourcePacket {
  return {
    ...{ kind: 'video', encoding: 0, sequence, timestamp, marker: true, payload: Buffer.alloc(1) },
    ...{ startsKeyframe: false, extensions: [], arrivalMs: 0, ...(frame && { frame }) },
  };
}

describe('pictures left out', () => {
  it('are counted once the next one begins, and only where no packet of theirs belongs to the viewer’s layer', () => {
    const pictures = new LeftOutPictures();
    pictures.noted(packet(0, 1), false);
    pictures.noted(packet(3000, 2), true);
    pictures.noted(packet(3000, 3), true);
    expect(pictures.take()).toBe(0);
    // The lower half of this one is the viewer's, the upper is not.
    pictures.noted(packet(6000, 4), false);
    pictures.noted(packet(6000, 5), true);
    pictures.noted(packet(9000, 6), true);
    expect(pictures.take()).toBe(1);
    pictures.noted(packet(12_000, 7), false);
    expect(pictures.take()).toBe(1);
    expect(pictures.take()).toBe(0);
  });

  it('are no picture twice when packets of an earlier one come late', () => {
    const pictures = new LeftOutPictures();
    pictures.noted(packet(0, 1), false);
    pictures.noted(packet(3000, 3), true);
    pictures.noted(packet(0, 2), false);
    pictures.noted(packet(3000, 4), true);
    pictures.noted(packet(6000, 5), false);
    expect(pictures.take()).toBe(1);
  });

  it('begin again with another stream, whose numbers have nothing to do with the former one’s', () => {
    const pictures = new LeftOutPictures();
    pictures.noted(packet(0, 1000), true);
    pictures.restart();
    pictures.noted(packet(70_000, 5), false);
    pictures.noted(packet(73_000, 6), true);
    pictures.noted(packet(76_000, 7), false);
    expect(pictures.take()).toBe(2);
  });

  it('are not counted of a stream that does not say its layers', () => {
    const pictures = new LeftOutPictures();
    pictures.noted({ ...packet(0, 1), frame: undefined } as unknown as SourcePacket, false);
    expect(pictures.take()).toBeUndefined();
  });
});
