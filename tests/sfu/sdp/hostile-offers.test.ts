import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/lib/random.ts';
import { negotiatePublisher } from '../../../src/sfu/sdp/negotiate.ts';
import { type MediaAnswer, writeAnswer } from '../../../src/sfu/sdp/sdp-answer.ts';
import { NotAcceptableError, SdpError } from '../../../src/sfu/sdp/sdp-error.ts';
import { parseOffer } from '../../../src/sfu/sdp/sdp-offer.ts';
import { recordedOffer } from '../support/recorded-offer.ts';

const good = recordedOffer('publisher-simulcast');
const replaced = (pattern: RegExp | string, by: string) => good.replace(pattern, by);
const local = {
  ...{ iceUfrag: 'oooo', icePwd: 'pppppppppppppppppppppp', fingerprint: 'sha-256 AA:BB' },
  ...{ address: '10.77.0.2', port: 5000, setup: 'active' as const },
};

/** Answers an offer; what is no named error is thrown. */
function outcomeOf(offer: string): 'answered' | 'refused' {
  try {
    const media = negotiatePublisher(parseOffer(offer)).map(
      (one): MediaAnswer => (one.type === 'rejected' ? one : { ...one, type: 'recvonly', startBitrateKbps: 2000 }),
    );
    expect(writeAnswer(local, media)).not.toMatch(/NaN|undefined/);
    return 'answered';
  } catch (error) {
    if (!(error instanceof SdpError || error instanceof NotAcceptableError)) throw error;
    expect(error.message.length).toBeGreaterThan(10);
    return 'refused';
  }
}

describe('an out-of-range field of an offer', () => {
  it.each([
    ['a digest of three bytes', /a=fingerprint:.*/, 'a=fingerprint:sha-256 AA:BB:CC', /a=fingerprint is malformed/],
    ['a hash that nobody has', /a=fingerprint:sha-256/, 'a=fingerprint:md99', /a=fingerprint is malformed.*md99/],
    ['a hash without its digest', /a=fingerprint:.*/, 'a=fingerprint:sha-256', /a=fingerprint is malformed/],
    ['a short password', /a=ice-pwd:.*/, 'a=ice-pwd:abc', /a=ice-pwd is malformed: 22 to 256/],
    ['a long user fragment', /a=ice-ufrag:.*/, `a=ice-ufrag:${'x'.repeat(257)}`, /a=ice-ufrag is malformed/],
    ['a mid of 300 characters', /a=mid:.*/, `a=mid:${'m'.repeat(300)}`, /no usable a=mid \(1 to 255/],
    ['a mid with blanks', /a=mid:.*/, 'a=mid:a b', /no usable a=mid/],
    ['payload type 300 in m=', /(m=video .*)/, '$1 300', /a payload type is a whole number from 0 to 127, got "300"/],
    ['a payload type twice', /(m=video .* )(\d+)/, '$1$2 $2', /has a payload type twice/],
    ['a payload type of words', /(m=video .*)/, '$1 x', /got "x"/],
    ['payload type 128 in rtpmap', /a=rtpmap:96 /, 'a=rtpmap:128 ', /from 0 to 127, got "128"/],
    ['payload type -1 in fmtp', /a=fmtp:97 /, 'a=fmtp:-1 ', /got "-1"/],
    ['payload type 1e2 in rtcp-fb', /a=rtcp-fb:96 nack\b/, 'a=rtcp-fb:1e2 nack', /got "1e2"/],
    ['no clock rate', /VP8\/90000/, 'VP8', /a clock rate is a whole number .* got ""/],
    ['clock rate 0', /VP8\/90000/, 'VP8/0', /a clock rate/],
    ['a clock rate beyond 32 bits', /VP8\/90000/, 'VP8/4294967296', /a clock rate/],
    ['256 channels', /VP8\/90000/, 'VP8/90000/256', /a number of channels/],
    ['a codec without a name', /VP8\/90000/, '/90000', /a=rtpmap without a codec/],
    ['a way without DTLS', /(m=video \d+) \S+/, '$1 RTP/QUIC', /media must use UDP\/TLS\/RTP\/SAVPF/],
    ['tabs in an m= line', /m=video 9 /, 'm=video\t9\t', /malformed m= line/],
    ['a port beyond 16 bits', /m=video 9 /, 'm=video 65536 ', /a port is a whole number from 0 to 65535/],
    ['an SSRC beyond 32 bits', /(a=mid:.*)/, '$1\r\na=ssrc:99999999999 cname:x', /an SSRC .* got "99999999999"/],
    ['an SSRC of words', /(a=mid:.*)/, '$1\r\na=ssrc:x cname:x', /an SSRC/],
    ['a group of an SSRC too large', /(a=mid:.*)/, '$1\r\na=ssrc-group:FID 1 4294967296', /an SSRC/],
    ['an extension id of words', /a=extmap:\d+/, 'a=extmap:x', /an extension id/],
    ['a stream id of 300 characters', /a=simulcast:send q/, `a=simulcast:send ${'q'.repeat(300)}`, /not a valid rid/],
    ['a stream twice', /a=simulcast:send q;h/, 'a=simulcast:send q;q', /different streams/],
    ['nine streams', /a=simulcast:send .*/, 'a=simulcast:send 1;2;3;4;5;6;7;8;9', /1 to 8 different streams/],
    ['a control character', /a=mid:.*/, 'a=mid:\u0000', /line \d+: it contains a control character/],
    ['a carriage return within a line', /a=mid:/, 'a=x\ra=mid:', /a control character/],
  ])('is rejected with its line: %s', (_, pattern, by, message) => {
    const offer = replaced(pattern, by);
    expect(offer).not.toBe(good);
    expect(() => parseOffer(offer)).toThrow(SdpError);
    expect(() => parseOffer(offer)).toThrow(message);
    expect(() => parseOffer(offer)).toThrow(/^line \d+: /);
  });

  it.each([
    ['semicolons', (length: number) => `a=fmtp:96 ${';'.repeat(length)}x`],
    ['blanks', (length: number) => `a=fmtp:96 a${' '.repeat(length)}x`],
    ['blanks in simulcast', (length: number) => `a=simulcast:send${' '.repeat(length)}a b c`],
    ['repeated blocks', (length: number) => `a=fmtp:96 ${'1/'.repeat(length / 2)}1x`],
    ['lines of one type', (length: number) => 'a=fmtp:96 x\r\n'.repeat(length / 13)],
    ['streams', (length: number) => `a=rid:q send ${'pt=1;'.repeat(length / 5)}`],
  ])('does not stop the streams of others, however long it is: %s', (_, lines) => {
    // A body may have 128 KiB (http/read-body.ts). What takes the square of its length takes over 10 s.
    const offer = good.replace('a=mid:0', `a=mid:0\r\n${lines(120_000)}`);
    const startMs = performance.now();
    outcomeOf(offer);
    expect(performance.now() - startMs).toBeLessThan(1000);
  });

  it('does not make us read more sections than is plausible', () => {
    const section = `m=${good.split(/^m=/m)[1]}`;
    const many = Array.from({ length: 33 }, (_, mid) => section.replace(/a=mid:.*/, `a=mid:${mid}`));
    expect(() => parseOffer(good.split(/^m=/m)[0] + many.join(''))).toThrow('33 m= sections; at most 32 are accepted');
  });

  it('is ignored where possible: a payload type that looks like RTCP', () => {
    const all = recordedOffer('publisher-all-codecs');
    const offer = all
      .replaceAll(/(a=(?:rtpmap|fmtp|rtcp-fb):)96 /g, '$172 ')
      .replace(/(m=video \S+ \S+) 96 /, '$1 72 ');
    expect(negotiatePublisher(parseOffer(all))[1]).toMatchObject({ codec: { codec: 'vp8', payloadType: 96 } });
    expect(negotiatePublisher(parseOffer(offer))[1]).not.toMatchObject({ codec: { codec: 'vp8' } });
  });
});

/** Values that have broken readers of numbers, lists and texts. */
const VALUES = [
  ...[
    '',
    '0',
    '-1',
    '1.5',
    '1e9',
    '0x10',
    '127',
    '128',
    '255',
    '256',
    '300',
    '65535',
    '65536',
    '4294967295',
    '4294967296',
  ],
  ...['99999999999', '9'.repeat(400), 'nan', 'Infinity', 'null', '*', ' ', ';', '/', '=', ':', '%s%n', '..', '-', '~'],
  ...['x'.repeat(300), '\u0000', '\ud83d\ude00', '__proto__', 'constructor', 'a b', '111/111/111', '96', 'q;q;q', '\t'],
];

describe('an offer with hostile values anywhere', () => {
  it('is answered, or rejected with a named error, and nothing else', () => {
    const random = createRandom(18);
    const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)] as T;
    const lines = good.trimEnd().split('\r\n');
    const outcomes = { answered: 0, refused: 0 };
    for (let attempt = 0; attempt < 10_000; attempt++) {
      const edited = [...lines];
      for (let edits = 1 + Math.floor(random() * 3); edits > 0; edits--) {
        const at = Math.floor(random() * edited.length);
        const tokens = (edited[at] ?? '').split(/(?<=[ :;,/=])|(?=[ :;,/=])/);
        const edit = random();
        if (edit < 0.1) edited.splice(at, 1);
        else if (edit < 0.2) edited.splice(at, 0, pick(edited));
        else edited[at] = tokens.with(Math.floor(random() * tokens.length), pick(VALUES)).join('');
      }
      outcomes[outcomeOf(edited.join('\r\n'))] += 1;
    }
    // Enough of both: edits that always or never break the offer would test nothing.
    expect(outcomes.answered).toBeGreaterThan(2000);
    expect(outcomes.refused).toBeGreaterThan(2000);
  });
});
