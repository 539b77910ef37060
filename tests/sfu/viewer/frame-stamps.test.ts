import { describe, expect, it } from 'vitest';
import { isSampledFrame } from '../../../src/model/recording/sampled-frames.ts';
import { ReceiverClock } from '../../../src/sfu/rtcp/receiver-clock.ts';
import type { SourcePacket } from '../../../src/sfu/rtp/source-packet.ts';
import { FrameStamps } from '../../../src/sfu/viewer/frame-stamps.ts';
import type { OutgoingPacket } from '../../../src/sfu/viewer/viewer-track.ts';

const STARTED_MS = 1_000_000;
/** Lead of the viewer's clock. */
const AHEAD_MS = 50_000;
const SAMPLED = firstTimestamp(true);
const OTHER = firstTimestamp(false);

function firstTimestamp(isSampled: boolean): number {
  for (let timestamp = 90_000; ; timestamp += 3000) if (isSampledFrame(timestamp) === isSampled) return timestamp;
}

function packet(sequenceNumber: number, timestamp = SAMPLED, payload = Buffer.from([1])): OutgoingPacket {
  const track = { kind: 'video' } as OutgoingPacket['track'];
  return { track, sequenceNumber, timestamp, marker: false, payload, extensions: [] };
}

const source = (arrivalMs: number, sentMs?: number) =>
  ({ arrivalMs, ...(sentMs !== undefined && { sentMs }) }) as SourcePacket;

/** Feedback on consecutive packets, by their arrival on this process's clock. */
const arrivals = (baseSequence: number, ...times: (number | undefined)[]) => ({
  baseSequence,
  feedbackCount: 0,
  arrivalsUs: times.map((ms) => (ms === undefined ? undefined : (ms + AHEAD_MS) * 1000)),
});

const create = () => new FrameStamps(new ReceiverClock(AHEAD_MS), STARTED_MS);

/** A frame of two packets: sent at 100 and 104, in at 110 and 115, out at 116 and 120 as transport-wide 7 and 8. */
function forwardTwo(stamps: FrameStamps): void {
  stamps.forwarded(packet(1), source(110, 100));
  stamps.sent(7, packet(1), 116);
  stamps.forwarded(packet(2), source(115, 104));
  stamps.sent(8, packet(2), 120);
}

describe('FrameStamps', () => {
  it('tells when the last packet of a frame passed each point, once it has settled', () => {
    const stamps = create();
    forwardTwo(stamps);
    stamps.feedback(arrivals(7, 156, 161), 200);
    expect(stamps.take('a', 1000)).toBeUndefined();
    expect(stamps.take('a', 1200)).toEqual({
      ...{ type: 'frame-stamps', atMs: STARTED_MS + 1200, viewer: 'a', baseMs: STARTED_MS + 115 },
      ...{ rtpSteps: [SAMPLED], inMs: [0], sendingMs: [4], firstMileMs: [11], originMs: [5], pathMs: [41] },
      incomplete: 0,
    });
    expect(stamps.take('a', 2200)).toBeUndefined();
  });

  it('counts the time a resend took as the way’s', () => {
    const stamps = create();
    forwardTwo(stamps);
    stamps.feedback(arrivals(7, 156, undefined), 200);
    stamps.sent(9, packet(2), 210);
    stamps.feedback(arrivals(9, 250), 300);
    expect(stamps.take('a', 1200)).toMatchObject({ originMs: [5], pathMs: [130] });
  });

  it('counts the first arrival of a packet that was resent for nothing', () => {
    const stamps = create();
    forwardTwo(stamps);
    stamps.sent(9, packet(2), 210);
    stamps.feedback(arrivals(9, 250), 300);
    stamps.feedback(arrivals(7, 156, 161), 310);
    expect(stamps.take('a', 1200)).toMatchObject({ pathMs: [41] });
  });

  it('counts a first mile’s resend as the first mile’s: it came later, and was sent no later', () => {
    const stamps = create();
    stamps.forwarded(packet(2), source(115, 104));
    stamps.sent(7, packet(2), 116);
    stamps.forwarded(packet(1), source(140));
    stamps.sent(8, packet(1), 141);
    stamps.feedback(arrivals(7, 156, 181), 200);
    expect(stamps.take('a', 1300)).toMatchObject({ sendingMs: [0], firstMileMs: [36], originMs: [1] });
  });

  it('takes the departure of a frame that came by resends alone from another’s, by their RTP timestamps', () => {
    const stamps = create();
    forwardTwo(stamps);
    stamps.feedback(arrivals(7, 156, 161), 200);
    // Made 300 ms later, and lost as a whole in an outage of 2 s.
    let later = SAMPLED + 27_000;
    while (!isSampledFrame(later)) later += 90;
    const madeMs = (later - SAMPLED) / 90;
    stamps.forwarded(packet(3, later), source(2500));
    stamps.sent(9, packet(3, later), 2501);
    stamps.feedback(arrivals(9, 2541), 2600);
    expect(stamps.take('a', 4000)).toMatchObject({
      ...{ inMs: [0, 2385], sendingMs: [4, 0], firstMileMs: [11, 2400 - madeMs] },
      ...{ originMs: [5, 1], pathMs: [41, 40], incomplete: 0 },
    });
  });

  it('leaves out and counts a frame with a packet of which nobody said that it arrived', () => {
    const stamps = create();
    forwardTwo(stamps);
    stamps.feedback(arrivals(7, 156, undefined), 200);
    expect(stamps.take('a', 4000)).toBeUndefined();
    expect(stamps.take('a', 5200)).toMatchObject({ rtpSteps: [], incomplete: 1 });
  });

  it('leaves out a frame whose sender stamps nothing, and one of a viewer with another clock', () => {
    const stamps = create();
    stamps.forwarded(packet(1), source(110));
    stamps.sent(7, packet(1), 116);
    stamps.feedback(arrivals(7, 156), 200);
    expect(stamps.take('a', 5200)).toMatchObject({ rtpSteps: [], incomplete: 1 });
    stamps.forwarded(packet(2), source(6000, 5990));
    stamps.sent(8, packet(2), 6000);
    stamps.feedback(arrivals(8, 4000), 6100);
    expect(stamps.take('a', 11_100)).toMatchObject({ rtpSteps: [], incomplete: 1 });
  });

  it('follows sampled frames only, and no packets that merely fill the numbering', () => {
    const stamps = create();
    stamps.forwarded(packet(1, OTHER), source(110, 100));
    stamps.forwarded(packet(2, SAMPLED, Buffer.alloc(0)), source(110, 100));
    expect(stamps.take('a', 9000)).toBeUndefined();
  });

  it('does not take feedback on padding for a frame’s, where a transport-wide number comes again', () => {
    const stamps = create();
    forwardTwo(stamps);
    stamps.sent(8, undefined, 130);
    stamps.feedback(arrivals(7, 156, 161), 200);
    expect(stamps.take('a', 5200)).toMatchObject({ rtpSteps: [], incomplete: 1 });
  });
});

describe('isSampledFrame', () => {
  it.each([25, 30, 50, 60])('picks about a third of the frames at %i fps', (fps) => {
    const timestamps = Array.from({ length: 3000 }, (_, i) => (123_456 + (i * 90_000) / fps) >>> 0);
    const share = timestamps.filter(isSampledFrame).length / timestamps.length;
    expect(share).toBeGreaterThan(0.31);
    expect(share).toBeLessThan(0.36);
  });
});
