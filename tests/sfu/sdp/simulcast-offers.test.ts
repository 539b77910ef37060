import { describe, expect, it } from 'vitest';
import { negotiatePublisher } from '../../../src/sfu/sdp/negotiate.ts';
import { type MediaAnswer, writeAnswer } from '../../../src/sfu/sdp/sdp-answer.ts';
import { parseOffer } from '../../../src/sfu/sdp/sdp-offer.ts';
import { recordedOffer } from '../support/recorded-offer.ts';

const local = {
  ...{ iceUfrag: 'oooo', icePwd: 'pppppppppppppppppppppp', fingerprint: 'sha-256 AA:BB' },
  ...{ address: '10.77.0.2', port: 5000, setup: 'active' as const },
};

/** Offer of three streams, VP8 as type 96, and before it AV1 as type 100; `limit` is put after each a=rid in turn. */
function offer(...limits: readonly string[]): string {
  let at = 0;
  return recordedOffer('publisher-simulcast')
    .replace('SAVPF 96 97', 'SAVPF 100 96 97')
    .replace('a=rtpmap:96', 'a=rtpmap:100 AV1/90000\r\na=rtpmap:96')
    .replace(/a=rid:\w send/g, (line) => `${line} ${limits[at++ % limits.length]}`);
}

function answered(text: string): string[] {
  const media = negotiatePublisher(parseOffer(text)).map((one): MediaAnswer => {
    if (one.type === 'rejected') throw new Error('a section was rejected');
    return { ...one, type: 'recvonly', startBitrateKbps: undefined };
  });
  return writeAnswer(local, media).split('\r\n');
}

describe('simulcast whose streams are limited to payload types (RFC 8851)', () => {
  it('is answered in the first codec that all of them may have', () => {
    expect(answered(offer(''))).toEqual(expect.arrayContaining(['a=rtpmap:100 AV1/90000', 'a=rid:q recv']));
    const lines = answered(offer('pt=96', 'pt=97,96;max-width=640', 'max-br=500000;PT=96'));
    expect(lines).toContain('m=video 9 UDP/TLS/RTP/SAVPF 96 97');
    for (const rid of ['q', 'h', 'f']) expect(lines).toContain(`a=rid:${rid} recv pt=96`);
  });

  it('has a limit in the answer for the streams that have one in the offer, and for no others', () => {
    const lines = answered(offer('pt=96', 'max-br=500000', ''));
    expect(lines).toEqual(expect.arrayContaining(['a=rid:q recv pt=96', 'a=rid:h recv', 'a=rid:f recv']));
  });

  it('is refused where the streams have no codec in common', () => {
    expect(() => answered(offer('pt=96', 'pt=100'))).toThrow(/no usable video codec.*a=rid limits by pt/);
  });

  it.each([
    ['pt=55', /line \d+: a=rid has none of the m= line's payload types in pt=55/],
    ['pt=300', /line \d+: a payload type is a whole number from 0 to 127, got "300"/],
    ['pt=', /line \d+: a payload type/],
  ])('is refused with its line where the limit is %s', (limit, message) => {
    expect(() => answered(offer(limit))).toThrow(message);
  });
});
