import { describe, expect, it } from 'vitest';
import { stripNack } from '../../../src/sfu/nack/strip-nack.ts';
import { CARRIED_PAYLOAD_TYPE, setBlockPayloadTypes } from '../../../src/sfu/rtp/red-payload.ts';
import { negotiatePublisher, negotiateViewer } from '../../../src/sfu/sdp/negotiate.ts';
import { writeAnswer } from '../../../src/sfu/sdp/sdp-answer.ts';
import { NotAcceptableError } from '../../../src/sfu/sdp/sdp-error.ts';
import { parseOffer } from '../../../src/sfu/sdp/sdp-offer.ts';
import { recordedOffer } from '../support/recorded-offer.ts';

const local = {
  ...{ iceUfrag: 'oooo', icePwd: 'pppppppppppppppppppppp', fingerprint: 'sha-256 AA:BB', setup: 'active' as const },
  ...{ address: '10.77.0.2', port: 5000 },
};
/** Recorded offer as Chromium writes it with RED preferred. */
const redFirst = recordedOffer('publisher-h264').replace(/^(m=audio \d+ \S+) 111 63\b/m, '$1 63 111');

describe('redundant audio', () => {
  it('is accepted only where the publisher prefers it', () => {
    expect(negotiatePublisher(parseOffer(recordedOffer('publisher-h264')))[0]).toMatchObject({
      codec: { codec: 'opus', payloadType: 111 },
    });
    expect(negotiatePublisher(parseOffer(redFirst))[0]).toMatchObject({
      codec: { codec: 'red', payloadType: 63, carries: { codec: 'opus', payloadType: 111 } },
    });
  });

  it('is answered together with the Opus it carries', () => {
    const [audio] = negotiatePublisher(parseOffer(redFirst));
    if (audio?.type !== 'accepted') throw new Error('refused');
    const lines = writeAnswer(local, [{ ...audio, type: 'recvonly', startBitrateKbps: undefined }]).split('\r\n');
    expect(lines.find((line) => line.startsWith('m=audio'))).toMatch(/ 63 111$/);
    expect(lines).toEqual(
      expect.arrayContaining(['a=rtpmap:63 red/48000/2', 'a=fmtp:63 111/111', 'a=rtpmap:111 opus/48000/2']),
    );
  });

  it('is unsupported without it', () => {
    const noOpus = redFirst.replace(/^(m=audio .*) 63 111\b/m, '$1 63').replaceAll(/a=rtpmap:111 .*\r\n/g, '');
    expect(() => negotiatePublisher(parseOffer(noOpus))).toThrow(NotAcceptableError);
  });

  it('goes to viewers that accept it, and to no others', () => {
    const [audio] = negotiateViewer(parseOffer(recordedOffer('viewer')), { audio: 'red', video: 'h264' });
    expect(audio).toMatchObject({ type: 'accepted', codec: { codec: 'red' } });
    const without = recordedOffer('viewer').replaceAll(/red\/48000/g, 'other/48000');
    expect(() => negotiateViewer(parseOffer(without), { audio: 'red' })).toThrow(/the stream is redundant Opus/);
  });

  it('gets the payload type of each receiver in its blocks, and is otherwise unchanged', () => {
    // One redundant block of 3 bytes, 960 samples earlier, then the packet's own 2 (RFC 2198 section 3).
    const payload = Buffer.from([0x80 | 63, 0x0f, 0x00, 0x03, 63, 1, 2, 3, 63, 0x80]);
    const numbered = setBlockPayloadTypes(payload, CARRIED_PAYLOAD_TYPE);
    expect([...numbered]).toEqual([0x80 | 111, 0x0f, 0x00, 0x03, 111, 1, 2, 3, 63, 0x80]);
    expect(payload[4]).toBe(63);
    expect(setBlockPayloadTypes(numbered, CARRIED_PAYLOAD_TYPE)).toBe(numbered);
    expect(setBlockPayloadTypes(setBlockPayloadTypes(numbered, 63), 63).equals(payload)).toBe(true);
    const cutShort = Buffer.from([0x80 | 111, 0, 0]);
    expect(setBlockPayloadTypes(cutShort, 111)).toBe(cutShort);
    expect(setBlockPayloadTypes(Buffer.alloc(0), 111)).toHaveLength(0);
  });
});

describe('an offer with NACK disabled', () => {
  it('is answered without NACK and RTX, but with keyframe requests', () => {
    const [, video] = negotiatePublisher(stripNack(parseOffer(recordedOffer('publisher-h264'))));
    if (video?.type !== 'accepted') throw new Error('refused');
    const answer = writeAnswer(local, [{ ...video, type: 'recvonly', startBitrateKbps: undefined }]);
    expect(answer).toMatch(/a=rtcp-fb:108 nack pli\r\n/);
    expect(answer).not.toMatch(/nack\r\n|rtx/);
  });
});
