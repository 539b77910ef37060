import { describe, expect, it } from 'vitest';
import { PublisherEncoding } from '../../../src/sfu/publisher/publisher-encoding.ts';

const TICKS = 3000;
const FRAME_MS = 1000 / 30;
/** P slice that starts a frame, and one that continues it. */
const [FIRST, REST] = [Buffer.from([0x41, 0x9a]), Buffer.from([0x41, 0x1a])];

interface Section {
  readonly frames: number;
  readonly packetsPerFrame: number;
  readonly isLost?: (packet: number) => boolean;
}

/**
 * Passes sections of a 30 fps stream through an encoding, one after another. Returns its total counts, 3 s after the
 * end.
 */
function received(sections: readonly Section[], firstSequenceNumber = 65_000) {
  const encoding = new PublisherEncoding('video', 'h264', 90_000, 1);
  let [number, frame, complete, incomplete, missing, restarts] = [firstSequenceNumber, 0, 0, 0, 0, 0];
  const take = (nowMs: number) => {
    const counts = encoding.takeFrameCounts(nowMs);
    encoding.takeNacks(nowMs);
    missing += encoding.takeLostCount();
    [complete, incomplete] = [complete + (counts?.complete ?? 0), incomplete + (counts?.incomplete ?? 0)];
  };
  for (const { frames, packetsPerFrame, isLost = () => false } of sections) {
    for (let packet = 0; packet < frames * packetsPerFrame; packet++) {
      const index = packet % packetsPerFrame;
      const nowMs = frame * FRAME_MS;
      if (!isLost(packet))
        restarts += encoding
          .receive(
            {
              ...{ ssrc: 1, payloadType: 96, sequenceNumber: number & 0xffff, timestamp: (frame * TICKS) >>> 0 },
              ...{ marker: index === packetsPerFrame - 1, payload: index === 0 ? FIRST : REST, extensions: new Map() },
            },
            nowMs,
          )
          .filter((one) => one.restarts).length;
      number++;
      if (index < packetsPerFrame - 1) continue;
      frame++;
      if (frame % 30 === 0) take(nowMs);
    }
  }
  take(frame * FRAME_MS + 3000);
  return { complete, incomplete, missing, restarts };
}

const all = () => true;

describe('PublisherEncoding', () => {
  it('counts the loss of a 4 s outage at 2.5 Mbit/s: more packets than it would request', () =>
    expect(
      received([
        { frames: 180, packetsPerFrame: 9 },
        { frames: 120, packetsPerFrame: 9, isLost: all },
        { frames: 300, packetsPerFrame: 9 },
      ]),
    ).toEqual({ complete: 480, incomplete: 120, missing: 1080, restarts: 0 }));

  it('counts the loss of a one-minute outage at 10 Mbit/s, across wraps, and restarts viewers', () =>
    expect(
      received([
        { frames: 300, packetsPerFrame: 35 },
        { frames: 1800, packetsPerFrame: 35, isLost: all },
        { frames: 300, packetsPerFrame: 35 },
      ]),
    ).toEqual({ complete: 600, incomplete: 1800, missing: 63_000, restarts: 1 }));

  it('counts every frame that loss left incomplete, each once', () =>
    // One packet of a hundred at 10 Mbit/s: 2 s hold more packets than any gap that is requested.
    expect(received([{ frames: 600, packetsPerFrame: 35, isLost: (packet) => packet % 100 === 50 }])).toEqual({
      ...{ complete: 390, incomplete: 210 },
      ...{ missing: 210, restarts: 0 },
    }));

  it('keeps its counts when the sender restarts on the same SSRC', () => {
    const encoding = new PublisherEncoding('video', 'h264', 90_000, 1);
    const send = (sequenceNumber: number, timestamp: number, nowMs: number) =>
      encoding.receive(
        { ssrc: 1, payloadType: 96, sequenceNumber, timestamp, marker: true, payload: FIRST, extensions: new Map() },
        nowMs,
      );
    for (let frame = 0; frame < 20; frame++) if (frame !== 10) send(100 + frame, frame * TICKS, frame * FRAME_MS);
    for (let frame = 0; frame < 20; frame++) send(40_000 + frame, 5e8 + frame * TICKS, 700 + frame * FRAME_MS);
    expect(encoding.takeFrameCounts(5000)).toEqual({ complete: 19 + 20, incomplete: 1 });
    expect(encoding.takeLostCount()).toBe(1);
  });
});
