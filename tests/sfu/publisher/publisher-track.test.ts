import { expect, it } from 'vitest';
import { PublisherTrack } from '../../../src/sfu/publisher/publisher-track.ts';
import { encodeAbsSendTime } from '../../../src/sfu/rtp/header-extensions.ts';

const [TYPE, RTX_TYPE, STAMP_ID] = [96, 97, 5];
const ARRIVAL_MS = 1000;
/** Stamp of a packet that left 20 ms before it arrived. */
const STAMP = encodeAbsSendTime(performance.timeOrigin + ARRIVAL_MS - 20);

function trackOf(kind: 'audio' | 'video') {
  return new PublisherTrack({
    ...{ kind, codec: kind === 'video' ? 'vp8' : 'opus', extensionIds: { absSendTime: STAMP_ID } },
    offered: {
      ...{ payloadType: TYPE, rtxPayloadType: RTX_TYPE, name: 'x', codec: 'vp8', clockRate: 90_000, fmtp: '' },
      feedback: [],
    },
    ...{ ssrc: 1, rids: [] },
  });
}

function packet(sequenceNumber: number, isStamped = true) {
  const extensions = new Map(isStamped ? [[STAMP_ID, STAMP]] : []);
  return {
    ...{ ssrc: 1, payloadType: TYPE, sequenceNumber, timestamp: 3000, marker: true, extensions },
    payload: Buffer.from([0x10, 0x00, 1]),
  };
}

it('passes on when a video packet left, where the publisher stamps it', () => {
  const track = trackOf('video');
  const [stamped] = track.receive(packet(1), ARRIVAL_MS);
  expect(stamped?.sentMs).toBeCloseTo(ARRIVAL_MS - 20, 1);
  const [unstamped] = track.receive(packet(2, false), ARRIVAL_MS);
  expect(unstamped).toMatchObject({ timestamp: 3000 });
  expect(unstamped).not.toHaveProperty('sentMs');
});

it('leaves out when a retransmission left, which is not when its frame was sent', () => {
  const track = trackOf('video');
  track.receive(packet(1), ARRIVAL_MS);
  track.receive(packet(3), ARRIVAL_MS);
  const original = Buffer.from([0, 2, 0x10, 0x01, 1]);
  const [resent] = track.receive({ ...packet(77), ssrc: 9, payloadType: RTX_TYPE, payload: original }, ARRIVAL_MS);
  expect(resent).toMatchObject({ payload: original.subarray(2) });
  expect(resent).not.toHaveProperty('sentMs');
});

it('leaves out when sound left, which nothing asks for', () => {
  const [sound] = trackOf('audio').receive(packet(1), ARRIVAL_MS);
  expect(sound).toMatchObject({ kind: 'audio' });
  expect(sound).not.toHaveProperty('sentMs');
});
