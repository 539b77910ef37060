import { describe, expect, it } from 'vitest';
import { negotiatePublisher, negotiateViewer } from '../../../src/sfu/sdp/negotiate.ts';
import { type MediaAnswer, writeAnswer } from '../../../src/sfu/sdp/sdp-answer.ts';
import { NotAcceptableError, SdpError } from '../../../src/sfu/sdp/sdp-error.ts';
import { parseOffer } from '../../../src/sfu/sdp/sdp-offer.ts';
import { recordedOffer } from '../support/recorded-offer.ts';

const local = {
  iceUfrag: 'oooo',
  icePwd: 'pppppppppppppppppppppp',
  fingerprint: 'sha-256 AA:BB',
  setup: 'passive' as const,
  address: '10.77.0.2',
  port: 5000,
};

function sectionsOf(sdp: string): string[][] {
  return sdp
    .split(/(?=^m=)/m)
    .slice(1)
    .map((section) => section.trim().split('\r\n'));
}

describe('an offer from Chromium', () => {
  const offer = parseOffer(recordedOffer('publisher-h264'));

  it('is parsed: credentials, sections, codecs, SSRCs, extensions', () => {
    expect(offer).toMatchObject({ iceUfrag: 'frJm', icePwd: '2D0QfK3Dvi76ib0k8otz+yzJ' });
    expect(offer.fingerprint).toMatch(/^sha-256 34:6C:8A:/);
    const [audio, video] = offer.media;
    expect(audio).toMatchObject({ kind: 'audio', mid: '0', direction: 'sendonly', ssrc: 871161595 });
    expect(audio?.codecs[0]).toMatchObject({ payloadType: 111, name: 'opus', clockRate: 48000, codec: 'opus' });
    expect(video).toMatchObject({ kind: 'video', mid: '1', ssrc: 1997745226, rtxSsrc: 3332931576, receiverRtt: true });
  });

  it('negotiates the first codec that the origin forwards, with its RTX payload type', () => {
    const [, video] = negotiatePublisher(offer);
    // 102 is baseline 42001f, 104 packetization-mode 0: 108 is the first constrained baseline in mode 1.
    expect(video).toMatchObject({ type: 'accepted', codec: { payloadType: 108, rtxPayloadType: 109, codec: 'h264' } });
    const extensionIds = { mid: 4, transportCc: 3, absSendTime: 2, videoOrientation: 13 };
    expect(video).toMatchObject({ extensionIds });
  });

  it('with simulcast is accepted with all its streams', () => {
    const simulcast = parseOffer(recordedOffer('publisher-simulcast'));
    const [video] = negotiatePublisher(simulcast);
    expect(video).toMatchObject({ offered: { rids: ['q', 'h', 'f'] } });
    expect(video).toMatchObject({ extensionIds: { rid: 10, repairedRid: 11, dependencyDescriptor: 13 } });
    if (video?.type !== 'accepted') throw new Error('rejected');
    const answer = writeAnswer(local, [{ ...video, type: 'recvonly', startBitrateKbps: 1300 }]);
    const [section = []] = sectionsOf(answer);
    expect(section.filter((line) => /^a=(rid|simulcast)/.test(line))).toEqual([
      'a=rid:q recv',
      'a=rid:h recv',
      'a=rid:f recv',
      'a=simulcast:recv q;h;f',
    ]);
    expect(section).toContain('a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id');
  });

  it('without simulcast gets no rid extensions, and one that names an undeclared rid is rejected', () => {
    const [, single] = negotiatePublisher(offer);
    expect(single?.type === 'accepted' && single.extensionIds).not.toHaveProperty('rid');
    const torn = recordedOffer('publisher-simulcast').replace('a=rid:h send', 'a=rid:x send');
    expect(() => parseOffer(torn)).toThrow('a=simulcast names "h", which no a=rid declares');
  });

  it('follows the publisher’s preference', () => {
    const all = negotiatePublisher(parseOffer(recordedOffer('publisher-all-codecs')));
    expect(all[1]).toMatchObject({ codec: { codec: 'vp8', payloadType: 96 } });
    const av1 = negotiatePublisher(parseOffer(recordedOffer('publisher-av1')));
    expect(av1[1]).toMatchObject({ codec: { codec: 'av1' } });
  });

  it.each([
    ['vp8', 96],
    ['vp9', 98],
    ['h264', 108],
    ['av1', 45],
  ] as const)('of a viewer negotiates the payload type of the published %s', (codec, payloadType) => {
    const viewer = negotiateViewer(parseOffer(recordedOffer('viewer')), { audio: 'opus', video: codec });
    expect(viewer[1]).toMatchObject({ type: 'accepted', codec: { codec, payloadType } });
  });

  it('without the published codec is not acceptable, and the message names it', () => {
    const sendrecv = recordedOffer('publisher-h264').replaceAll('a=sendonly', 'a=sendrecv');
    const refused = () => negotiateViewer(parseOffer(sendrecv), { video: 'vp8' });
    expect(refused).toThrow(NotAcceptableError);
    expect(refused).toThrow(/no usable video codec: the stream is VP8; the offer has H264 \(/);
  });

  it('without any supported codec is not acceptable', () => {
    const h265 = recordedOffer('publisher-av1').replaceAll(/AV1\/90000/g, 'H265/90000');
    expect(() => negotiatePublisher(parseOffer(h265))).toThrow(/the origin forwards VP8, H264 .*; the offer has H265/);
  });

  it('in the wrong direction is an error', () => {
    expect(() => negotiatePublisher(parseOffer(recordedOffer('viewer')))).toThrow(/no sendonly or sendrecv section/);
    expect(() => negotiateViewer(offer, { video: 'h264' })).toThrow(/no recvonly or sendrecv section/);
  });

  it('has an unused section rejected, and a bundle-only one accepted', () => {
    const [head, audio, video] = recordedOffer('publisher-av1').split(/(?=^m=)/m);
    const unused = `${head?.replace('BUNDLE 0 1', 'BUNDLE 1')}${audio?.replace('m=audio 9', 'm=audio 0')}${video}`;
    expect(negotiatePublisher(parseOffer(unused)).map(({ type }) => type)).toEqual(['rejected', 'accepted']);
    const bundled = `${head}${audio}${video?.replace('m=video 9', 'm=video 0')}a=bundle-only\r\n`;
    expect(negotiatePublisher(parseOffer(bundled)).map(({ type }) => type)).toEqual(['accepted', 'accepted']);
  });

  it('has data rejected, and a second section of a kind: alone for a viewer, with the whole offer for a publisher', () => {
    const text = recordedOffer('publisher-av1');
    const extra = [
      'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
      'c=IN IP4 0.0.0.0',
      'a=mid:2',
      'a=sctp-port:5000',
      'm=video 9 UDP/TLS/RTP/SAVPF 96',
      'a=mid:3',
      'a=sendonly',
      'a=rtpmap:96 VP8/90000',
    ];
    const four = `${text.replace('BUNDLE 0 1', 'BUNDLE 0 1 2 3')}${extra.join('\r\n')}\r\n`;
    const [accepted, rejected] = ['accepted', 'rejected'];
    const viewer = parseOffer(four.replaceAll('a=sendonly', 'a=recvonly'));
    const types = negotiateViewer(viewer, { audio: 'opus' }).map(({ type }) => type);
    expect(types).toEqual([accepted, accepted, rejected, rejected]);
    expect(() => negotiatePublisher(parseOffer(four))).toThrow(NotAcceptableError);
    expect(() => negotiatePublisher(parseOffer(four))).toThrow(
      'at most one video section; the offer has another (a=mid:3)',
    );
    const three = four.split('m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:3')[0]?.replace('BUNDLE 0 1 2 3', 'BUNDLE 0 1 2');
    expect(negotiatePublisher(parseOffer(three ?? '')).map(({ type }) => type)).toEqual([accepted, accepted, rejected]);
  });
});

describe('parseOffer', () => {
  const good = recordedOffer('viewer');
  it.each([
    ['nothing', '', /must begin with v=0/],
    ['JSON', '{"sdp": 1}', /must begin with v=0/],
    ['a line that is no SDP', 'v=0\r\nhello\r\n', /not a line of SDP: "hello"/],
    ['no media', 'v=0\r\ns=-\r\n', /no m= section/],
    ['no ICE password', good.replaceAll(/a=ice-pwd:.*\r\n/g, ''), /no a=ice-pwd/],
    ['an ICE fragment with spaces', good.replaceAll(/a=ice-ufrag:.*\r\n/g, 'a=ice-ufrag:a b\r\n'), /malformed/],
    ['no fingerprint', good.replaceAll(/a=fingerprint:.*\r\n/g, ''), /no a=fingerprint/],
    ['a fingerprint of words', good.replaceAll(/a=fingerprint:.*\r\n/g, 'a=fingerprint:none\r\n'), /malformed/],
    ['the passive role', good.replaceAll('a=setup:actpass', 'a=setup:passive'), /must be actpass or active/],
    ['a section without mid', good.replace(/a=mid:0\r\n/, ''), /no usable a=mid/],
    ['the same mid twice', good.replace('a=mid:1', 'a=mid:0'), /same a=mid/],
    ['sections outside BUNDLE', good.replace('BUNDLE 0 1', 'BUNDLE 0'), /in one a=group:BUNDLE/],
    ['an m= line without formats', 'v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF\r\n', /malformed m= line/],
  ])('rejects %s', (_, text, message) => {
    expect(() => parseOffer(text)).toThrow(SdpError);
    expect(() => parseOffer(text)).toThrow(message);
  });

  it('reads credentials from the session, where some encoders put them', () => {
    const fields = /a=(ice-ufrag|ice-pwd|fingerprint|setup):.*\r\n/g;
    const moved = [...new Set(good.match(fields))].join('');
    const text = good.replaceAll(fields, '').replace('t=0 0\r\n', `t=0 0\r\n${moved}`);
    expect(parseOffer(text)).toMatchObject({ iceUfrag: parseOffer(good).iceUfrag });
  });
});

describe('writeAnswer', () => {
  const publisherAnswers = (startBitrateKbps: number | undefined): MediaAnswer[] =>
    negotiatePublisher(parseOffer(recordedOffer('publisher-h264'))).map((one) =>
      one.type === 'rejected' ? one : { ...one, type: 'recvonly', startBitrateKbps },
    );

  it('answers a publisher section by section, line by line', () => {
    const sections = sectionsOf(writeAnswer(local, publisherAnswers(undefined)));
    expect(sections[1]).toEqual([
      'm=video 9 UDP/TLS/RTP/SAVPF 108 109',
      'c=IN IP4 0.0.0.0',
      'a=rtcp:9 IN IP4 0.0.0.0',
      'a=ice-ufrag:oooo',
      'a=ice-pwd:pppppppppppppppppppppp',
      'a=fingerprint:sha-256 AA:BB',
      'a=setup:passive',
      'a=mid:1',
      'a=recvonly',
      'a=rtcp-mux',
      'a=rtcp-rsize',
      'a=rtcp-xr:rcvr-rtt=all',
      'a=rtpmap:108 H264/90000',
      'a=fmtp:108 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f',
      'a=rtcp-fb:108 transport-cc',
      'a=rtcp-fb:108 nack',
      'a=rtcp-fb:108 nack pli',
      'a=rtpmap:109 rtx/90000',
      'a=fmtp:109 apt=108',
      'a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
      'a=extmap:13 urn:3gpp:video-orientation',
      'a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
      'a=extmap:5 http://www.webrtc.org/experiments/rtp-hdrext/playout-delay',
      'a=extmap:6 http://www.webrtc.org/experiments/rtp-hdrext/video-content-type',
      'a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid',
      'a=candidate:1 1 udp 2130706431 10.77.0.2 5000 typ host',
      'a=end-of-candidates',
    ]);
    expect(sections[0]).toContain('a=rtpmap:111 opus/48000/2');
  });

  it('adds the start bitrate to the codec parameters', () => {
    const [, video] = sectionsOf(writeAnswer(local, publisherAnswers(2000)));
    expect(video?.find((line) => line.startsWith('a=fmtp:108'))).toMatch(/42e01f;x-google-start-bitrate=2000$/);
  });

  it('tells a viewer our SSRCs, and groups them', () => {
    const offer = parseOffer(recordedOffer('viewer'));
    const media = negotiateViewer(offer, { audio: 'opus', video: 'vp8' }).map((one): MediaAnswer => {
      if (one.type === 'rejected') return one;
      return {
        ...one,
        type: 'sendonly',
        ssrc: 7,
        rtxSsrc: one.kind === 'video' ? 8 : undefined,
        cname: 'c',
        streamId: 's',
      };
    });
    const [audio, video] = sectionsOf(writeAnswer(local, media));
    expect(video).toEqual(
      expect.arrayContaining([
        'a=sendonly',
        // From a viewer, FIR is heard like PLI.
        'a=rtcp-fb:96 ccm fir',
        'a=rtcp-xr:rcvr-rtt=all',
        'a=msid:s video',
        'a=ssrc-group:FID 7 8',
        'a=ssrc:7 cname:c',
        'a=ssrc:8 cname:c',
      ]),
    );
    expect(audio).toEqual(expect.arrayContaining(['a=msid:s audio', 'a=ssrc:7 cname:c']));
    expect(audio?.join()).not.toContain('FID');
  });

  it('leaves a rejected section out of BUNDLE, at port 0', () => {
    const [audio, video] = publisherAnswers(undefined);
    if (audio === undefined || video === undefined) throw new Error('two sections expected');
    const answer = writeAnswer(local, [{ type: 'rejected', offered: audio.offered }, video]);
    expect(answer).toContain('a=group:BUNDLE 1\r\n');
    expect(sectionsOf(answer)[0]?.[0]).toMatch(/^m=audio 0 UDP\/TLS\/RTP\/SAVPF 111 /);
  });
});
