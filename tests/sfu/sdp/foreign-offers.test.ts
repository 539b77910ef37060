import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { negotiatePublisher, negotiateViewer } from '../../../src/sfu/sdp/negotiate.ts';
import { type MediaAnswer, writeAnswer } from '../../../src/sfu/sdp/sdp-answer.ts';
import { NotAcceptableError, SdpError } from '../../../src/sfu/sdp/sdp-error.ts';
import { parseOffer } from '../../../src/sfu/sdp/sdp-offer.ts';
import { recordedOffer } from '../support/recorded-offer.ts';

const local = {
  ...{ iceUfrag: 'oooo', icePwd: 'pppppppppppppppppppppp', fingerprint: 'sha-256 AA:BB' },
  ...{ address: '10.77.0.2', port: 5000, setup: 'active' as const },
};
/** Returns an offer as another stack writes it; reconstructed and minimal. */
const foreign = (name: string) =>
  readFileSync(new URL(`../support/offers/foreign/${name}.sdp`, import.meta.url), 'utf8');

/** Returns the lines of a publisher's answer. */
function answered(offer: string): string[] {
  const media = negotiatePublisher(parseOffer(offer)).map(
    (one): MediaAnswer => (one.type === 'rejected' ? one : { ...one, type: 'recvonly', startBitrateKbps: undefined }),
  );
  return writeAnswer(local, media).split('\r\n');
}

describe('an offer from another stack', () => {
  it('is parsed with trailing spaces', () => {
    const lines = answered(foreign('01-pion-trailing-spaces'));
    const feedback = lines.filter((line) => line.startsWith('a=rtcp-fb:96'));
    expect(feedback).toEqual(['transport-cc', 'nack', 'nack pli'].map((what) => `a=rtcp-fb:96 ${what}`));
    expect(lines).toContain('a=rtcp-fb:111 transport-cc');
    expect(lines).toContain('a=fmtp:97 apt=96');
  });

  it.each([
    ['42C01F', 'h264'],
    ['42e034', 'h264'],
    ['424015', 'h264'],
    ['4d801f', 'h264'],
    ['58c01f', 'h264'],
    ['42001f', 'h264-baseline'],
    ['42a01e', 'h264-baseline'],
    ['58801f', 'h264-baseline'],
    ['4d001f', 'h264-main'],
    ['4d4028', 'h264-main'],
    ['58001f', 'h264-extended'],
    ['640c1f', 'h264-constrained-high'],
    ['640028', 'h264-high'],
    ['f4001f', 'h264-high-4:4:4'],
    ['6e101f', 'h264-high-10-intra'],
    ['7a101f', 'h264-high-4:2:2-intra'],
    ['F4101F', 'h264-high-4:4:4-intra'],
    ['2c101f', 'h264-cavlc-4:4:4-intra'],
  ])('with H264 profile-level-id %s is %s, and answered with it', (level, codec) => {
    const offer = foreign('02-h264-42c01f').replace('42C01F', level);
    expect(negotiatePublisher(parseOffer(offer))[0]).toMatchObject({ codec: { codec, payloadType: 96 } });
    expect(answered(offer).join()).toContain(`profile-level-id=${level}`);
  });

  it.each(['packetization-mode=0;', ''])('with H264 of mode 0 ("%s") is answered with that mode', (mode) => {
    const offer = foreign('02-h264-42c01f').replace('packetization-mode=1;', mode);
    expect(negotiatePublisher(parseOffer(offer))[0]).toMatchObject({ codec: { codec: 'h264/0' } });
    expect(answered(offer)).toContain(`a=fmtp:96 level-asymmetry-allowed=1;${mode}profile-level-id=42C01F`);
    // Chromium offers each profile in both modes: the stream's own comes first, and mode 1 will do.
    const viewer = recordedOffer('viewer');
    const typeFor = (text: string) => negotiateViewer(parseOffer(text), { video: 'h264/0' })[1];
    expect(typeFor(viewer)).toMatchObject({ codec: { codec: 'h264/0', payloadType: 114 } });
    expect(typeFor(viewer.replaceAll('packetization-mode=0', 'packetization-mode=2'))).toMatchObject({
      codec: { codec: 'h264-baseline', payloadType: 102 },
    });
  });

  it('with H264 of mode 0 before mode 1 is answered with mode 1', () => {
    const both = foreign('02-h264-42c01f')
      .replace('SAVPF 96', 'SAVPF 35 96')
      .replace('a=rtpmap:96', 'a=rtpmap:35 H264/90000\r\na=fmtp:35 profile-level-id=42C01F\r\na=rtpmap:96');
    expect(negotiatePublisher(parseOffer(both))[0]).toMatchObject({ codec: { codec: 'h264', payloadType: 96 } });
  });

  it('with an unknown or malformed H264 profile is not acceptable', () => {
    for (const level of ['ff001f', '42e01', '640101', 'none'])
      expect(() => answered(foreign('02-h264-42c01f').replace('42C01F', level))).toThrow(NotAcceptableError);
  });

  it('may have credentials in the session, an empty fmtp, no c=, fmtp before rtpmap, wildcard feedback', () => {
    expect(answered(foreign('03-obs-session-level-ice'))).toContain('a=rtpmap:111 OPUS/48000/2');
    expect(answered(foreign('05-empty-fmtp-no-c'))).toContain('a=rtpmap:96 VP8/90000');
    const lines = answered(foreign('06-fmtp-before-rtpmap-wildcard-fb'));
    for (const line of ['a=fmtp:120 max-fs=12288;max-fr=60', 'a=fmtp:124 apt=120', 'a=rtcp-fb:120 nack pli'])
      expect(lines).toContain(line);
  });

  it('is not promised feedback on packets that carry no numbers for it', () => {
    const offer = foreign('06-fmtp-before-rtpmap-wildcard-fb');
    expect(answered(offer)).not.toContain('a=rtcp-fb:120 transport-cc');
    const uri = 'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01';
    expect(answered(offer.replace('a=rtcp-mux', `a=rtcp-mux\r\na=extmap:3 ${uri}`))).toContain(
      'a=rtcp-fb:120 transport-cc',
    );
  });

  it('that can only be the DTLS server is rejected, with the line', () => {
    expect(() => parseOffer(foreign('04-setup-passive'))).toThrow(SdpError);
    expect(() => parseOffer(foreign('04-setup-passive'))).toThrow(
      'line 7: a=setup must be actpass or active, got "passive"',
    );
  });

  it.each(['apt=120;rtx-time=3000', 'rtx-time=3000;apt=120', 'rtx-time=3000; apt=120 '])(
    'finds its retransmissions in "%s"',
    (fmtp) => {
      const lines = answered(foreign('07-rtx-time').replace('apt=120;rtx-time=3000', fmtp));
      expect(lines).toContain('m=video 9 UDP/TLS/RTP/SAVPF 120 124');
      expect(lines).toContain('a=fmtp:124 apt=120');
    },
  );

  it('with two video sections is rejected as a whole', () => {
    expect(() => answered(foreign('08-two-videos'))).toThrow(NotAcceptableError);
    expect(() => answered(foreign('08-two-videos'))).toThrow('a=mid:w');
  });

  it('with port 0 in a bundle is accepted entirely', () => {
    const lines = answered(foreign('09-whip-bundle-port0'));
    expect(lines).toContain('m=video 9 UDP/TLS/RTP/SAVPF 96');
    expect(lines).toContain('a=group:BUNDLE 0 1');
  });

  it('yields all its simulcast streams by rid', () => {
    const lines = answered(foreign('10-obs-simulcast'));
    for (const line of ['a=rid:0 recv', 'a=rid:2 recv', 'a=simulcast:recv 0;1;2']) expect(lines).toContain(line);
  });
});

describe('an offer as a client in use writes it', () => {
  const MID = 'urn:ietf:params:rtp-hdrext:sdes:mid';
  it.each([
    ['11-gstreamer-whipclientsink', 'a=group:BUNDLE video0 audio1', 'h264', ['video 96 100', 'audio 101']],
    ['12-ffmpeg-dtls-active', 'a=group:BUNDLE 0 1', 'h264-main', ['audio 111', 'video 106 105']],
    ['13-firefox', 'a=group:BUNDLE 0 1', 'vp8', ['audio 109', 'video 120 124']],
    ['14-safari', 'a=group:BUNDLE 0 1', 'h264', ['video 98 99', 'audio 111']],
    ['15-pion-sendrecv', 'a=group:BUNDLE 0 1', 'h264-baseline', ['video 102 103', 'audio 111']],
    ['16-larix', 'a=group:BUNDLE v', 'h264-main', ['video 97 98']],
  ])('is answered in whole, in its own order: %s', (name, bundle, codec, sections) => {
    const lines = answered(foreign(name));
    expect(lines).toContain(bundle);
    const expected = sections.map((section) => section.replace(' ', ' 9 UDP/TLS/RTP/SAVPF '));
    expect(lines.filter((line) => line.startsWith('m='))).toEqual(expected.map((line) => `m=${line}`));
    expect(lines.filter((line) => line === 'a=recvonly')).toHaveLength(sections.length);
    expect(negotiatePublisher(parseOffer(foreign(name)))).toContainEqual(
      expect.objectContaining({ kind: 'video', codec: expect.objectContaining({ codec }) }),
    );
  });

  it('is not told its own parameters of what it sends, as if they were ours', () => {
    const lines = answered(foreign('11-gstreamer-whipclientsink'));
    expect(lines).toContain('a=fmtp:96 packetization-mode=1;level-asymmetry-allowed=1;profile-level-id=42c01f');
    expect(lines).toContain('a=fmtp:101 useinbandfec=1');
    const alone = foreign('11-gstreamer-whipclientsink').replace(';useinbandfec=1', '');
    expect(answered(alone).filter((line) => line.startsWith('a=fmtp:101'))).toEqual([]);
  });

  it('that starts DTLS is answered as the side that waits, and gets no feedback that it did not offer', () => {
    const offer = foreign('12-ffmpeg-dtls-active');
    expect(parseOffer(offer)).toMatchObject({ activeOnly: true });
    expect(answered(offer).filter((line) => line.startsWith('a=rtcp-fb'))).toEqual(['a=rtcp-fb:106 nack']);
    // FFmpeg's default, which RFC 9725 does not have, is refused with the option to set.
    expect(() => parseOffer(offer.replaceAll('setup:active', 'setup:passive'))).toThrow('-whip_flags dtls_active');
  });

  it('that limits extensions to what it receives does not get them from us', () => {
    const lines = answered(foreign('13-firefox'));
    expect(lines.filter((line) => line.startsWith('a=extmap'))).toEqual([
      ...['a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level', `a=extmap:3 ${MID}`, `a=extmap:3 ${MID}`],
      'a=extmap:4 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
      'a=extmap:7 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
    ]);
  });

  it('that names two hash functions is checked by the better one', () => {
    expect(parseOffer(foreign('16-larix')).fingerprint).toMatch(/^sha-256 AA:01/);
  });

  it('may name a starting bitrate itself, of which ours takes the place', () => {
    const offer = foreign('02-h264-42c01f').replace('42C01F', '42C01F;x-google-start-bitrate=300');
    const [video] = negotiatePublisher(parseOffer(offer));
    if (video?.type !== 'accepted') throw new Error('not accepted');
    const answer = (startBitrateKbps?: number) =>
      writeAnswer(local, [{ ...video, type: 'recvonly', startBitrateKbps }]);
    expect(answer(2000).match(/x-google-start-bitrate=\d+/g)).toEqual(['x-google-start-bitrate=2000']);
    expect(answer().match(/x-google-start-bitrate=\d+/g)).toEqual(['x-google-start-bitrate=300']);
  });
});

describe('an offer written a little otherwise', () => {
  const H264 = 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42C01F';
  it.each([
    ['blanks, tabs and capitals in feedback', '02-h264-42c01f', 'nack pli', ' NACK\t pli', 'a=rtcp-fb:96 nack pli'],
    [
      'a blank after a colon',
      '02-h264-42c01f',
      'a=rtcp-fb:96 nack pli',
      'a=rtcp-fb: 96 nack pli',
      'a=rtcp-fb:96 nack pli',
    ],
    ['a mid after a blank', '05-empty-fmtp-no-c', 'a=mid:v', 'a=mid: v', 'a=mid:v'],
    ['a role after a blank', '05-empty-fmtp-no-c', 'setup:actpass', 'setup: actpass', 'a=mid:v'],
    ['a role in capitals', '05-empty-fmtp-no-c', 'setup:actpass', 'setup:ACTPASS', 'a=mid:v'],
    ['a byte order mark', '05-empty-fmtp-no-c', 'v=0', '\uFEFFv=0', 'a=mid:v'],
    ['two fmtp lines', '02-h264-42c01f', H264, H264.replace(';', '\r\na=fmtp:96 '), `a=fmtp:96 ${H264}`],
    ['a semicolon at the end', '02-h264-42c01f', H264, `${H264};`, `a=fmtp:96 ${H264}`],
    ['simulcast in capitals', '10-obs-simulcast', 'simulcast:send', 'simulcast:SEND', 'a=simulcast:recv 0;1;2'],
    ['retransmissions at another clock', '07-rtx-time', 'rtx/90000', 'rtx/48000', 'm=video 9 UDP/TLS/RTP/SAVPF 120'],
    ['blanks between parameters', '02-h264-42c01f', H264, H264.replaceAll(';', ' ;; '), `a=fmtp:96 ${H264}`],
    ['another section first in the bundle', '09-whip-bundle-port0', 'BUNDLE 0 1', 'BUNDLE 1 0', 'a=group:BUNDLE 1 0'],
    ['a mid twice', '05-empty-fmtp-no-c', 'a=mid:v', 'a=mid:v\r\na=mid:v', 'a=mid:v'],
    ['retransmissions of type 1e2', '07-rtx-time', 'apt=120', 'apt=12e1', 'm=video 9 UDP/TLS/RTP/SAVPF 120'],
  ])('is understood: %s', (_, name, from, to, line) => {
    const offer = foreign(name).replace(from, () => to);
    expect(offer).not.toBe(foreign(name));
    expect(answered(offer)).toContain(line);
  });

  const FID = '\r\na=ssrc-group:FID 1 2';
  const RID_EXTENSION = 'a=extmap:2 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id';
  it.each([
    ['streams that nothing tells apart', '10-obs-simulcast', RID_EXTENSION, 'a=x', /406.*needs the header extension/],
    ['simulcast by SSRC', '05-empty-fmtp-no-c', 'a=mid:v', 'a=mid:v\r\na=ssrc-group:SIM 1 2 3', /406.*ssrc-group:SIM/],
    ['simulcast without streams', '10-obs-simulcast', 'send 0;1;2', 'send', /400 line 19: a=simulcast is malformed/],
    ['streams between blanks', '10-obs-simulcast', 'send 0;1;2', 'send 0 1 2', /400 line 19: a=simulcast is malformed/],
    [
      'simulcast by two groups',
      '05-empty-fmtp-no-c',
      'a=mid:v',
      `a=mid:v${FID}\r\na=ssrc-group:FID 3 4`,
      /406.*several FID/,
    ],
    [
      'simulcast in two lines',
      '10-obs-simulcast',
      'send 0;1;2',
      'send 0;1\r\na=simulcast:send 2',
      /400 line 20: a second/,
    ],
    [
      'a stream declared twice',
      '10-obs-simulcast',
      'a=rid:1',
      'a=rid:0 send\r\na=rid:1',
      /400 line 17: two lines of a=rid/,
    ],
    ['two mids', '05-empty-fmtp-no-c', 'a=mid:v', 'a=mid:v\r\na=mid:w', /400 line 10: a second a=mid/],
    [
      'two roles',
      '05-empty-fmtp-no-c',
      'a=setup:actpass',
      'a=setup:actpass\r\na=setup:active',
      /400 .*a second a=setup/,
    ],
    [
      'two directions',
      '10-obs-simulcast',
      'a=sendonly',
      'a=sendonly\r\na=recvonly',
      /400 line 14: a=sendonly and a=recvonly/,
    ],
    ['sound of one channel', '09-whip-bundle-port0', 'opus/48000/2', 'opus/48000/1', /406 no usable audio codec/],
    ['a picture of two channels', '09-whip-bundle-port0', 'VP8/90000', 'VP8/90000/2', /406 no usable video codec/],
    ['a picture of another kind', '09-whip-bundle-port0', 'm=video', 'm=VIDEO', /406 a section of VIDEO/],
    ['RTCP on a port of its own', '05-empty-fmtp-no-c', 'a=rtcp-mux', 'a=x', /406 RTCP must share the port/],
    ['a client of ICE lite', '05-empty-fmtp-no-c', 't=0 0', 't=0 0\r\na=ice-lite', /406 a=ice-lite/],
    [
      'two bundles',
      '09-whip-bundle-port0',
      'BUNDLE 0 1',
      'BUNDLE 0\r\na=group:BUNDLE 1',
      /400 line 6: a second a=group:BUNDLE/,
    ],
    [
      'nothing in use',
      '05-empty-fmtp-no-c',
      /a=group.*\r\n([\s\S]*)m=video 9/,
      '$1m=video 0',
      /400 every m= section has port 0/,
    ],
    [
      'a direction of no kind',
      '05-empty-fmtp-no-c',
      'a=mid:v',
      'a=mid:v\r\na=extmap:1/both urn:x',
      /400 line 10: a=extmap: a direction/,
    ],
    [
      'media repeated by itself',
      '05-empty-fmtp-no-c',
      'a=mid:v',
      'a=mid:v\r\na=ssrc-group:FID 1 1',
      /400 line 10: .*FID/,
    ],
    ['no SDP', '05-empty-fmtp-no-c', 'v=0', '{"sdp": "v=0', /400 an SDP offer must begin with v=0, got "{/],
  ])('is refused aloud rather than in part: %s', (_, name, from, to, message) => {
    const offer = foreign(name).replace(from, to);
    expect(offer).not.toBe(foreign(name));
    const status = (error: unknown) =>
      error instanceof NotAcceptableError ? 406 : error instanceof SdpError ? 400 : 500;
    const outcome = () => {
      try {
        return answered(offer).join();
      } catch (error) {
        return `${status(error)} ${(error as Error).message}`;
      }
    };
    expect(outcome()).toMatch(message);
  });

  it('may offer data channels beside media, which are declined by their port', () => {
    const data = 'm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:d\r\n';
    const lines = answered(foreign('05-empty-fmtp-no-c').replace('BUNDLE v', 'BUNDLE v d') + data);
    expect(lines).toContain('m=application 0 UDP/DTLS/SCTP webrtc-datachannel');
  });
});

describe('features missing from an offer', () => {
  const chromium = recordedOffer('publisher-h264');
  const without = (line: string) => chromium.replaceAll(`${line}\r\n`, '');

  it('are not answered: mixed extension headers, reduced-size RTCP', () => {
    expect(answered(chromium)).toContain('a=extmap-allow-mixed');
    expect(answered(without('a=extmap-allow-mixed'))).not.toContain('a=extmap-allow-mixed');
    expect(answered(chromium)).toContain('a=rtcp-rsize');
    expect(answered(without('a=rtcp-rsize'))).not.toContain('a=rtcp-rsize');
  });

  it('are not answered: RTCP on this port alone', () => {
    const only = chromium.replaceAll('a=rtcp-mux', 'a=rtcp-mux\r\na=rtcp-mux-only');
    expect(answered(chromium)).not.toContain('a=rtcp-mux-only');
    expect(answered(only)).toEqual(expect.arrayContaining(['a=rtcp-mux', 'a=rtcp-mux-only']));
  });

  it('are not answered for audio either: NACK, which the origin does not handle there', () => {
    const lines = answered(
      chromium.replace('a=rtcp-fb:111 transport-cc', 'a=rtcp-fb:111 transport-cc\r\na=rtcp-fb:111 nack'),
    );
    expect(lines).toContain('a=rtcp-fb:111 transport-cc');
    expect(lines).not.toContain('a=rtcp-fb:111 nack');
  });
});

describe('extension ids', () => {
  const MID = 'urn:ietf:params:rtp-hdrext:sdes:mid';
  const ORIENTATION = 'urn:3gpp:video-orientation';
  /** Returns the ids negotiated for a publisher's video that offers these extensions only. */
  const extensionIds = (...extmap: string[]) => {
    const offer = foreign('05-empty-fmtp-no-c').replace('a=rtcp-mux', ['a=rtcp-mux', ...extmap].join('\r\n'));
    const [video] = negotiatePublisher(parseOffer(offer));
    return video?.type === 'accepted' ? video.extensionIds : undefined;
  };

  it('that a header cannot hold are left out; those above 14 need mixed headers', () => {
    const extmap = [`a=extmap:0 ${MID}`, `a=extmap:20 ${ORIENTATION}`];
    expect(extensionIds(...extmap)).toEqual({});
    expect(extensionIds(...extmap, 'a=extmap-allow-mixed')).toEqual({ videoOrientation: 20 });
    for (const id of [15, 256, 4096]) expect(extensionIds(`a=extmap:${id} ${MID}`, 'a=extmap-allow-mixed')).toEqual({});
  });

  it('that mean two extensions at once are dropped, within a section or across the bundle', () => {
    expect(extensionIds(`a=extmap:3 ${MID}`, `a=extmap:3 ${ORIENTATION}`, `a=extmap:4 ${ORIENTATION}`)).toEqual({
      videoOrientation: 4,
    });
    const [head, audio, video] = foreign('01-pion-trailing-spaces').split(/(?=^m=)/m);
    const offer = [head, audio, video?.replace(/a=extmap:1 .*/, `a=extmap:1 ${MID}`)].join('');
    expect(negotiatePublisher(parseOffer(offer))).toMatchObject([{ extensionIds: {} }, { extensionIds: {} }]);
    expect(answered(offer).join()).not.toContain('extmap:1 ');
  });

  it('offered in one direction are used in that direction only, and answered with the opposite', () => {
    expect(extensionIds(`a=extmap:3/sendonly ${MID}`, `a=extmap:4/recvonly ${ORIENTATION}`)).toEqual({ mid: 3 });
    const offer = foreign('05-empty-fmtp-no-c').replace('a=rtcp-mux', `a=rtcp-mux\r\na=extmap:3/sendonly ${MID}`);
    expect(answered(offer)).toContain(`a=extmap:3/recvonly ${MID}`);
  });

  it('of the session apply to every section; of two for one extension the first counts', () => {
    const offer = foreign('05-empty-fmtp-no-c').replace('t=0 0', `t=0 0\r\na=extmap:3 ${MID}\r\na=extmap:5 ${MID}`);
    expect(negotiatePublisher(parseOffer(offer))).toMatchObject([{ extensionIds: { mid: 3 } }]);
  });

  it('of layers are left out where their long descriptors do not fit the header', () => {
    const uri = 'https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension';
    const viewer = recordedOffer('viewer').replace('a=mid:1', `a=mid:1\r\na=extmap:12 ${uri}`);
    const idsOf = (offer: string) => negotiateViewer(parseOffer(offer), { video: 'vp8' })[1];
    expect(idsOf(viewer)).toHaveProperty('extensionIds.dependencyDescriptor');
    expect(idsOf(viewer.replace('a=extmap-allow-mixed\r\n', ''))).not.toHaveProperty(
      'extensionIds.dependencyDescriptor',
    );
  });
});
