import { expect, test } from 'vitest';
import {
  HEAR_STEREO,
  sentOpusParameters,
  withOpusParameters,
} from '../../../../src/browser/transports/whip/opus-parameters.ts';

const lines = (...all: string[]) => `${all.join('\r\n')}\r\n`;
const OFFER = lines(
  'v=0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111 63 0',
  'a=rtpmap:111 opus/48000/2',
  'a=fmtp:111 minptime=10;useinbandfec=1',
  'a=rtpmap:63 red/48000/2',
  'a=fmtp:63 111/111',
  'a=rtpmap:0 PCMU/8000',
  'm=video 9 UDP/TLS/RTP/SAVPF 96',
  'a=rtpmap:96 VP8/90000',
);
const fmtpIn = (sdp: string) => /^a=fmtp:111 (.*)\r$/m.exec(sdp)?.[1];

test('what a broadcast asks of its sound becomes RFC 7587’s parameters; nothing asked, nothing set', () => {
  expect(sentOpusParameters({ bitrateBps: 64_000 })).toEqual({});
  expect(sentOpusParameters({ bitrateBps: 128_000, channels: 2, fec: true, dtx: true })).toEqual({
    ...{ stereo: '1', 'sprop-stereo': '1', maxaveragebitrate: '128000', useinbandfec: '1', usedtx: '1' },
  });
  expect(sentOpusParameters({ bitrateBps: 64_000, fec: false })).toEqual({ useinbandfec: '0' });
});

test('they replace those of Opus in a description, and leave everything else alone', () => {
  const parameters = sentOpusParameters({ bitrateBps: 128_000, channels: 2, fec: false });
  const edited = withOpusParameters(OFFER, parameters);
  expect(fmtpIn(edited)).toBe('minptime=10;stereo=1;sprop-stereo=1;maxaveragebitrate=128000;useinbandfec=0');
  expect(edited.replace(/^a=fmtp:111 .*\r\n/m, '')).toBe(OFFER.replace(/^a=fmtp:111 .*\r\n/m, ''));
  expect(withOpusParameters(OFFER, {})).toBe(OFFER);
});

test('a server’s answer obeys them whatever it says itself: other values, blanks, no line at all, plain line feeds', () => {
  const answer = (...fmtp: string[]) => lines('v=0', 'm=audio 9 RTP/SAVPF 109', 'a=rtpmap:109 OPUS/48000/2', ...fmtp);
  expect(withOpusParameters(answer('a=fmtp:109 stereo=0; maxplaybackrate=16000'), HEAR_STEREO)).toBe(
    answer('a=fmtp:109 maxplaybackrate=16000;stereo=1'),
  );
  expect(withOpusParameters(answer(), HEAR_STEREO)).toBe(answer('a=fmtp:109 stereo=1'));
  const bare = answer().replaceAll('\r', '');
  expect(withOpusParameters(bare, HEAR_STEREO)).toBe(`${bare}a=fmtp:109 stereo=1\n`);
});
