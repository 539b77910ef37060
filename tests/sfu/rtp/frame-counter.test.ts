import { describe, expect, it } from 'vitest';
import { FrameCounter, type FramePacket } from '../../../src/sfu/rtp/frame-counter.ts';

const PACKETS = 4;
const FRAME_MS = 33;
const TICKS = 90 * FRAME_MS;

interface Sent {
  /** How many packets a frame has; 0 for one that the encoder left out. */
  readonly packetsOf?: (frame: number) => number;
  /** Whether packets tell that a frame begins with them. */
  readonly tells?: boolean;
  readonly firstTimestamp?: number;
}

/** Packets of so many frames in 33 ms each, as they are sent. */
function sent(frames: number, { packetsOf = () => PACKETS, tells = false, firstTimestamp = 0 }: Sent = {}) {
  const packets: (FramePacket & { readonly atMs: number })[] = [];
  for (let frame = 0; frame < frames; frame++)
    for (let i = 0; i < packetsOf(frame); i++)
      packets.push({
        ...{ sequence: packets.length, timestamp: (firstTimestamp + frame * TICKS) >>> 0, empty: false },
        ...{ marker: i === packetsOf(frame) - 1, starts: tells ? i === 0 : undefined, atMs: frame * FRAME_MS },
      });
  return packets;
}

/** Counted 3 s after the last; `lost` never come, `late` come last. */
function count(
  packets: readonly (FramePacket & { readonly atMs: number })[],
  lost: (sequence: number) => boolean,
  late: readonly number[] = [],
) {
  const counter = new FrameCounter();
  const endMs = packets.at(-1)?.atMs ?? 0;
  let [whole, broken, takenMs] = [0, 0, 0];
  const take = (atMs: number) => {
    const taken = counter.take(atMs);
    [whole, broken, takenMs] = [whole + taken.complete, broken + taken.incomplete, atMs];
  };
  for (const packet of packets) {
    if (packet.atMs > takenMs + 1000) take(packet.atMs);
    if (!lost(packet.sequence) && !late.includes(packet.sequence)) counter.received(packet, packet.atMs);
  }
  for (const packet of packets) if (late.includes(packet.sequence)) counter.received(packet, endMs);
  take(endMs + 3000);
  return { whole, broken };
}

describe('FrameCounter', () => {
  it('counts whole frames, from the first end of one on', () =>
    expect(count(sent(31), () => false)).toEqual({ whole: 30, broken: 0 }));

  it('counts a frame that lacks its first, a middle or its last packet as broken', () => {
    for (const lost of [40, 41, 43])
      expect(count(sent(31), (sequence) => sequence === lost)).toEqual({ whole: 29, broken: 1 });
  });

  it('counts what a hole over the border of two frames has broken', () => {
    // The end of one and, where the next tells that it lacks nothing, a frame in between or none.
    expect(count(sent(31, { tells: true }), (sequence) => sequence >= 42 && sequence < 44)).toEqual({
      whole: 30,
      broken: 1,
    });
    expect(count(sent(31, { tells: true }), (sequence) => sequence >= 42 && sequence < 48)).toEqual({
      whole: 29,
      broken: 2,
    });
    expect(count(sent(31), (sequence) => sequence >= 42 && sequence < 45)).toEqual({ whole: 28, broken: 2 });
  });

  it('counts a frame repaired later as whole', () =>
    expect(count(sent(31), () => false, [41, 42, 60])).toEqual({ whole: 30, broken: 0 }));

  it('counts every frame that a hole took, at any bitrate and over the wrap of the clock', () => {
    for (const packetsPerFrame of [1, 4, 10, 44])
      expect(
        count(
          sent(400, { packetsOf: () => packetsPerFrame, tells: true, firstTimestamp: 2 ** 32 - 150 * TICKS }),
          (sequence) => sequence >= 100 * packetsPerFrame && sequence < 300 * packetsPerFrame,
        ),
      ).toEqual({ whole: 200, broken: 200 });
  });

  it('waits as long as packets can be repaired, at any bitrate', () => {
    // 10 Mbit/s, one packet in a hundred: some 2500 packets come while one is waited for.
    const packets = sent(600, { packetsOf: () => 35 });
    const isLost = (sequence: number) => sequence % 100 === 50;
    const broken = new Set(packets.filter(({ sequence }) => isLost(sequence)).map(({ timestamp }) => timestamp)).size;
    expect(count(packets, isLost)).toEqual({ whole: 599 - broken, broken });
  });

  it('may count one frame too many where no packet tells what begins with it', () =>
    expect(count(sent(400), (sequence) => sequence >= 400 && sequence < 1200)).toEqual({ whole: 198, broken: 201 }));

  it('counts no frame that an encoder without a line never sent', () => {
    // Of 120 in the dark it makes one in three; the first packets after it are of a keyframe.
    const packetsOf = (frame: number) => (frame >= 100 && frame < 220 && frame % 3 !== 0 ? 0 : frame === 220 ? 20 : 4);
    const from = sent(100).length;
    const isLost = (sequence: number) => sequence >= from && sequence < from + 40 * 4;
    expect(count(sent(400, { packetsOf, tells: true }), isLost)).toEqual({ whole: 280, broken: 40 });
  });

  it('lets padding take numbers, and counts it as nothing', () => {
    const counter = new FrameCounter();
    const frames = sent(10);
    let sequence = 0;
    for (const packet of frames) {
      counter.received({ ...packet, sequence: sequence++ }, packet.atMs);
      if (packet.marker) counter.received({ ...packet, sequence: sequence++, marker: false, empty: true }, packet.atMs);
    }
    expect(counter.take(5000)).toEqual({ whole: 9, broken: 0 });
  });

  it('takes a frame for ended where the next one follows, though no marker said so', () =>
    expect(
      count(
        sent(31).map((packet) => ({ ...packet, marker: false })),
        () => false,
      ),
    ).toEqual({ whole: 29, broken: 0 }));

  it('begins anew when the sender does, and forgets nothing of what came before', () => {
    const counter = new FrameCounter();
    for (const packet of sent(6)) if (packet.sequence !== 9) counter.received(packet, packet.atMs);
    counter.restart();
    for (const packet of sent(6))
      counter.received({ ...packet, sequence: packet.sequence + 10_000 }, 500 + packet.atMs);
    expect(counter.take(5000)).toEqual({ whole: 4 + 5, broken: 1 });
  });

  it('gives up nothing before the time of repairs is over', () => {
    const counter = new FrameCounter();
    for (const packet of sent(4)) if (packet.sequence !== 5) counter.received(packet, 0);
    expect(counter.take(1900)).toEqual({ whole: 2, broken: 0 });
    expect(counter.take(2100)).toEqual({ whole: 0, broken: 1 });
  });
});
