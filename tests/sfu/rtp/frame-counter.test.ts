import { describe, expect, it } from 'vitest';
import { FrameCounter, type FramePacket } from '../../../src/sfu/rtp/frame-counter.ts';

const PACKETS = 4;
const FRAME_MS = 33;
const TICKS = 90 * FRAME_MS;

interface Sent {
  /** Packets of a frame; 0 for a frame that the encoder skipped. */
  readonly packetsOf?: (frame: number) => number;
  /** Whether packets tell that a frame starts with them. */
  readonly tells?: boolean;
  readonly firstTimestamp?: number;
}

/** Returns the packets of so many frames, sent 33 ms apart. */
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

/** Counts packets up to 3 s after the last one; `lost` ones never arrive, `late` ones arrive last. */
function count(
  packets: readonly (FramePacket & { readonly atMs: number })[],
  lost: (sequence: number) => boolean,
  late: readonly number[] = [],
) {
  const counter = new FrameCounter();
  const endMs = packets.at(-1)?.atMs ?? 0;
  let [complete, incomplete, takenMs] = [0, 0, 0];
  const take = (atMs: number) => {
    const taken = counter.take(atMs);
    [complete, incomplete, takenMs] = [complete + taken.complete, incomplete + taken.incomplete, atMs];
  };
  for (const packet of packets) {
    if (packet.atMs > takenMs + 1000) take(packet.atMs);
    if (!lost(packet.sequence) && !late.includes(packet.sequence)) counter.received(packet, packet.atMs);
  }
  for (const packet of packets) if (late.includes(packet.sequence)) counter.received(packet, endMs);
  take(endMs + 3000);
  return { complete, incomplete };
}

describe('FrameCounter', () => {
  it('counts complete frames, from the first end of a frame on', () =>
    expect(count(sent(31), () => false)).toEqual({ complete: 30, incomplete: 0 }));

  it('counts a frame that lacks its first, a middle or its last packet as incomplete', () => {
    for (const lost of [40, 41, 43])
      expect(count(sent(31), (sequence) => sequence === lost)).toEqual({ complete: 29, incomplete: 1 });
  });

  it('counts the frames broken by a gap across a frame boundary', () => {
    // The end of one frame and the frame in between, which only counts if the next one tells that it lacks nothing.
    expect(count(sent(31, { tells: true }), (sequence) => sequence >= 42 && sequence < 44)).toEqual({
      complete: 30,
      incomplete: 1,
    });
    expect(count(sent(31, { tells: true }), (sequence) => sequence >= 42 && sequence < 48)).toEqual({
      complete: 29,
      incomplete: 2,
    });
    expect(count(sent(31), (sequence) => sequence >= 42 && sequence < 45)).toEqual({ complete: 28, incomplete: 2 });
  });

  it('counts a frame repaired later as complete', () =>
    expect(count(sent(31), () => false, [41, 42, 60])).toEqual({ complete: 30, incomplete: 0 }));

  it('counts every frame that a gap took, at any bitrate and across the clock’s wrap', () => {
    for (const packetsPerFrame of [1, 4, 10, 44])
      expect(
        count(
          sent(400, { packetsOf: () => packetsPerFrame, tells: true, firstTimestamp: 2 ** 32 - 150 * TICKS }),
          (sequence) => sequence >= 100 * packetsPerFrame && sequence < 300 * packetsPerFrame,
        ),
      ).toEqual({ complete: 200, incomplete: 200 });
  });

  it('waits as long as packets can be repaired, at any bitrate', () => {
    // 10 Mbit/s, one packet in a hundred lost: some 2500 packets arrive while one is awaited.
    const packets = sent(600, { packetsOf: () => 35 });
    const isLost = (sequence: number) => sequence % 100 === 50;
    const incomplete = new Set(packets.filter(({ sequence }) => isLost(sequence)).map(({ timestamp }) => timestamp))
      .size;
    expect(count(packets, isLost)).toEqual({ complete: 599 - incomplete, incomplete });
  });

  it('may count one frame too many if no packet marks the start of a frame', () =>
    expect(count(sent(400), (sequence) => sequence >= 400 && sequence < 1200)).toEqual({
      complete: 198,
      incomplete: 201,
    }));

  it('counts no frame that an encoder without a connection never sent', () => {
    // During an outage of 120 frames the encoder makes one in three; the first packets afterwards are a keyframe's.
    const packetsOf = (frame: number) => (frame >= 100 && frame < 220 && frame % 3 !== 0 ? 0 : frame === 220 ? 20 : 4);
    const from = sent(100).length;
    const isLost = (sequence: number) => sequence >= from && sequence < from + 40 * 4;
    expect(count(sent(400, { packetsOf, tells: true }), isLost)).toEqual({ complete: 280, incomplete: 40 });
  });

  it('lets padding take sequence numbers without counting it', () => {
    const counter = new FrameCounter();
    const frames = sent(10);
    let sequence = 0;
    for (const packet of frames) {
      counter.received({ ...packet, sequence: sequence++ }, packet.atMs);
      if (packet.marker) counter.received({ ...packet, sequence: sequence++, marker: false, empty: true }, packet.atMs);
    }
    expect(counter.take(5000)).toEqual({ complete: 9, incomplete: 0 });
  });

  it('ends a frame where the next one follows, even without a marker', () =>
    expect(
      count(
        sent(31).map((packet) => ({ ...packet, marker: false })),
        () => false,
      ),
    ).toEqual({ complete: 29, incomplete: 0 }));

  it('ends it there also where its last packet comes after the next frame', () =>
    expect(
      count(
        sent(31).map((packet) => ({ ...packet, marker: false })),
        () => false,
        [43],
      ),
    ).toEqual({ complete: 29, incomplete: 0 }));

  it('starts over with the sender, and keeps what came before', () => {
    const counter = new FrameCounter();
    for (const packet of sent(6)) if (packet.sequence !== 9) counter.received(packet, packet.atMs);
    counter.restart();
    for (const packet of sent(6))
      counter.received({ ...packet, sequence: packet.sequence + 10_000 }, 500 + packet.atMs);
    expect(counter.take(5000)).toEqual({ complete: 4 + 5, incomplete: 1 });
  });

  it('gives up nothing while it can still be repaired', () => {
    const counter = new FrameCounter();
    for (const packet of sent(4)) if (packet.sequence !== 5) counter.received(packet, 0);
    expect(counter.take(1900)).toEqual({ complete: 2, incomplete: 0 });
    expect(counter.take(2100)).toEqual({ complete: 0, incomplete: 1 });
  });
});
