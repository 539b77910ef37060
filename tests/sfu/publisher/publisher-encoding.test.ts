import { describe, expect, it } from 'vitest';
import { PublisherEncoding } from '../../../src/sfu/publisher/publisher-encoding.ts';

const TICKS = 3000;
const FRAME_MS = 1000 / 30;
/** A P slice that begins a frame, and one that goes on with it. */
const [FIRST, REST] = [Buffer.from([0x41, 0x9a]), Buffer.from([0x41, 0x1a])];

interface Stretch {
  readonly frames: number;
  readonly packetsPerFrame: number;
  readonly isLost?: (packet: number) => boolean;
}

/** Stretches of a stream at 30 fps, one after another, through an encoding; what it counted in all, 3 s after the end. */
function received(stretches: readonly Stretch[], firstSequenceNumber = 65_000) {
  const encoding = new PublisherEncoding('video', 'h264', 90_000, 1);
  let [number, frame, whole, broken, missing, restarts] = [firstSequenceNumber, 0, 0, 0, 0, 0];
  const take = (nowMs: number) => {
    const counts = encoding.takeFrameCounts(nowMs);
    encoding.takeNacks(nowMs);
    missing += encoding.takeLostCount();
    [whole, broken] = [whole + (counts?.complete ?? 0), broken + (counts?.incomplete ?? 0)];
  };
  for (const { frames, packetsPerFrame, isLost = () => false } of stretches) {
    for (let packet = 0; packet < frames * packetsPerFrame; packet++) {
      const place = packet % packetsPerFrame;
      const nowMs = frame * FRAME_MS;
      if (!isLost(packet))
        restarts += encoding
          .receive(
            {
              ...{ ssrc: 1, payloadType: 96, sequenceNumber: number & 0xffff, timestamp: (frame * TICKS) >>> 0 },
              ...{ marker: place === packetsPerFrame - 1, payload: place === 0 ? FIRST : REST, extensions: new Map() },
            },
            nowMs,
          )
          .filter((one) => one.restarts).length;
      number++;
      if (place < packetsPerFrame - 1) continue;
      frame++;
      if (frame % 30 === 0) take(nowMs);
    }
  }
  take(frame * FRAME_MS + 3000);
  return { whole, broken, missing, restarts };
}

const all = () => true;

describe('PublisherEncoding', () => {
  it('counts what 4 s in the dark took at 2.5 Mbit/s: more packets than it would ask for', () =>
    expect(
      received([
        { frames: 180, packetsPerFrame: 9 },
        { frames: 120, packetsPerFrame: 9, isLost: all },
        { frames: 300, packetsPerFrame: 9 },
      ]),
    ).toEqual({ whole: 480, broken: 120, missing: 1080, restarts: 0 }));

  it('counts a minute in the dark at 10 Mbit/s, over wraps of the numbers, and lets viewers begin anew', () =>
    expect(
      received([
        { frames: 300, packetsPerFrame: 35 },
        { frames: 1800, packetsPerFrame: 35, isLost: all },
        { frames: 300, packetsPerFrame: 35 },
      ]),
    ).toEqual({ whole: 600, broken: 1800, missing: 63_000, restarts: 1 }));

  it('counts every frame that unrepaired loss has broken, each once', () =>
    // One packet of a hundred, at 10 Mbit/s: the packets of 2 s are more than any hole that is asked for.
    expect(received([{ frames: 600, packetsPerFrame: 35, isLost: (packet) => packet % 100 === 50 }])).toEqual({
      ...{ whole: 390, broken: 210 },
      ...{ missing: 210, restarts: 0 },
    }));

  it('keeps what it counted when the sender begins anew on the same SSRC', () => {
    const encoding = new PublisherEncoding('video', 'h264', 90_000, 1);
    const send = (sequenceNumber: number, timestamp: number, nowMs: number) =>
      encoding.receive(
        { ssrc: 1, payloadType: 96, sequenceNumber, timestamp, marker: true, payload: FIRST, extensions: new Map() },
        nowMs,
      );
    for (let frame = 0; frame < 20; frame++) if (frame !== 10) send(100 + frame, frame * TICKS, frame * FRAME_MS);
    for (let frame = 0; frame < 20; frame++) send(40_000 + frame, 5e8 + frame * TICKS, 700 + frame * FRAME_MS);
    expect(encoding.takeFrameCounts(5000)).toEqual({ whole: 19 + 20, broken: 1 });
    expect(encoding.takeLostCount()).toBe(1);
  });
});
