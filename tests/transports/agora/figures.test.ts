import { describe, expect, it } from 'vitest';
import { nameException } from '../../../src/browser/transports/agora/agora-events.ts';
import {
  type AgoraProgress,
  plainFailure,
  redact,
  redactDetail,
} from '../../../src/browser/transports/agora/agora-failure.ts';
import { agoraFigures, agoraProbeFigures } from '../../../src/browser/transports/agora/agora-figures.ts';
import { SDK_FIGURES } from '../../../src/model/result/sdk-figures.ts';
import { SDK_FIGURE_WORDS } from '../../../src/report/messages/transport-words.ts';

describe('the figures of Agora’s SDK', () => {
  it('keep the units that our names state', () => {
    // As the unmodified SDK returned them for a stream from the double.
    const figures = agoraFigures({
      rtc: { RTT: 84 },
      quality: { uplinkNetworkQuality: 1, downlinkNetworkQuality: 3 },
      remoteVideo: {
        ...{ end2EndDelay: 131, transportDelay: 88, currentPacketLossRate: 0.02, packetLossRate: 0.013 },
        ...{ receiveDelay: 174.0856, receiveBitrate: 1_224_416, decodeFrameRate: 25, totalFreezeTime: 0.341 },
      },
    });
    expect(figures).toEqual({
      ...{ roundTripMs: 84, uplinkQuality: 1, downlinkQuality: 3 },
      ...{ videoEndToEndDelayMs: 131, videoTransportDelayMs: 88 },
      ...{ videoLossFraction: 0.02, videoLossSinceJoinFraction: 0.013 },
      ...{ videoJitterBufferMs: 174.086, videoReceiveBps: 1_224_416, decodeFps: 25, videoFreezeS: 0.341 },
    });
  });

  it('omit what the server has not reported yet, and ratios of 0 packets', () => {
    const remoteVideo = { end2EndDelay: 0, transportDelay: 0, packetLossRate: Number.NaN, totalFreezeTime: 0 };
    expect(agoraFigures({ rtc: { RTT: 0 }, remoteVideo })).toEqual({ videoFreezeS: 0 });
  });

  it('of the last-mile probe are there only if it was completed', () => {
    const found = { rtt: 42, jitter: 3.5, packetLossRate: 0.01, networkQuality: 2 };
    expect(agoraProbeFigures({ state: 'complete', ...found })).toEqual({
      ...{ probeRoundTripMs: 42, probeJitterMs: 3.5, probeLossFraction: 0.01, probeQuality: 2 },
    });
    expect(agoraProbeFigures({ state: 'unavailable', ...found })).toEqual({});
  });

  it('have a label each', () => expect(Object.keys(SDK_FIGURE_WORDS)).toEqual(Object.keys(SDK_FIGURES)));
});

describe('the exceptions of Agora’s SDK', () => {
  it.each([
    [1003, 'SEND_VIDEO_BITRATE_TOO_LOW', false],
    [3003, 'SEND_VIDEO_BITRATE_TOO_LOW', true],
    [4001, 'AUDIO_INPUT_LEVEL_TOO_LOW', true],
  ])('%i is %s, over: %s', (code, name, recovered) =>
    expect(nameException(code, 'whatever')).toEqual({ code, name, recovered }),
  );

  it('keep the SDK’s own word for an unknown number', () =>
    expect(nameException(7777, 'NEW_ONE')).toEqual({ code: 7777, name: 'NEW_ONE', recovered: false }));
});

describe('a failure of Agora', () => {
  const NOWHERE: AgoraProgress = { accessPoint: false, gateway: false, hostFound: false, media: false };
  const IN_CHANNEL: AgoraProgress = { accessPoint: true, gateway: true, hostFound: true, media: false };
  const GATEWAY =
    'AgoraRTCError CAN_NOT_GET_GATEWAY_SERVER: flag: 4096, message: AgoraRTCError CAN_NOT_GET_GATEWAY_SERVER: ';

  it.each([
    [`${GATEWAY}invalid vendor key, can not find appid`, /no such app ID/],
    [`${GATEWAY}invalid token, authorized failed`, /refuses the token/],
    [`${GATEWAY}dynamic key expired`, /token has expired/],
    ['AgoraRTCError TOKEN_EXPIRE: dynamic key expired', /token has expired/],
    [`${GATEWAY}dynamic use static key`, /asks for tokens and the scenario gives none/],
    [`${GATEWAY}static use dynamic key`, /no certificate and yet a token/],
    [`${GATEWAY}amount of users over load`, /channel is full/],
    ['AgoraRTCError UNEXPECTED_RESPONSE: ERR_TOO_MANY_BROADCASTERS: undefined', /channel is full/],
    [`${GATEWAY}unable to allocate services in this area`, /area asked for/],
    ['AgoraRTCError PERMISSION_DENIED: NotAllowedError: Permission denied', /no permission/],
    ['AgoraRTCError CAN_NOT_GET_PROXY_SERVER: no', /cloud proxy gives no server/],
    ['AgoraRTCError UNEXPECTED_RESPONSE: ERR_LICENSE_EXPIRED: x', /licence/],
    ['AgoraRTCError UNEXPECTED_RESPONSE: K_UID_BANNED: x', /banned/],
    [`${GATEWAY}no edge services in ap response`, /no server for this channel/],
    ['AgoraRTCError INVALID_PARAMS: x', /refuses what it was asked/],
    ['NotAllowedError: play() failed because the user didn’t interact', /autoplay/],
  ])('"%s" is reported in plain words', (words, plain) =>
    expect(plainFailure(new Error(words), NOWHERE, [])).toMatch(plain),
  );

  it.each([
    [NOWHERE, /no answer from Agora’s access point/],
    [{ ...NOWHERE, accessPoint: true }, /no route to the edge/],
    [{ ...IN_CHANNEL, hostFound: false }, /has no picture/],
    [IN_CHANNEL, /UDP is blocked/],
  ])('that merely timed out is reported by how far it got: %o', (progress, plain) =>
    expect(plainFailure(new Error('no success in time'), progress, [])).toMatch(plain),
  );

  it('from elsewhere keeps its own words', () =>
    expect(plainFailure(new Error('expected a command that prints a token'), NOWHERE, [])).toBe(
      'expected a command that prints a token',
    ));

  it('is noted without secrets, of whatever characters a key is made', () => {
    const detail = { what: 'sdk-exception', code: 1234, reason: 'the key a"b\\c, 12', more: ['12'] };
    expect(redactDetail(detail, ['a"b\\c', '12'])).toEqual({
      ...{ what: 'sdk-exception', code: 1234, reason: 'the key (secret), (secret)', more: ['(secret)'] },
    });
  });

  it('never shows a token', () => {
    const message = plainFailure(new Error('join failed for 007eJxTsecret=='), NOWHERE, ['007eJxTsecret==']);
    expect(message).toContain('join failed for (secret)');
    expect(redact('nothing to hide', [''])).toBe('nothing to hide');
    const cut = plainFailure(new Error(`${'x'.repeat(190)}007eJxTsecret==`), NOWHERE, ['007eJxTsecret==']);
    expect(cut).not.toContain('007');
  });
});
