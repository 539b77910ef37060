import type {
  AgoraRTCStats,
  LastmileProbeResult,
  LocalAudioTrackStats,
  LocalVideoTrackStats,
  NetworkQuality,
  RemoteAudioTrackStats,
  RemoteVideoTrackStats,
} from 'agora-rtc-sdk-ng';
import type { SdkFigureId, SdkFigures } from '../../../model/result/sdk-figures.ts';

type ProbeFigureId = Extract<SdkFigureId, `probe${string}`>;

/** Statistics of the SDK at one moment; absent where it has none. */
export interface AgoraStatistics {
  readonly rtc?: Partial<AgoraRTCStats>;
  readonly quality?: NetworkQuality;
  readonly remoteVideo?: Partial<RemoteVideoTrackStats>;
  readonly remoteAudio?: Partial<RemoteAudioTrackStats>;
  readonly localVideo?: Partial<LocalVideoTrackStats>;
  readonly localAudio?: Partial<LocalAudioTrackStats>;
}

/**
 * Converts the SDK's statistics to our names. Its documented units (ms, bit/s, 0 to 1, s) stay as they are; RTT comes from
 * Agora's server.
 */
export function agoraFigures({
  rtc,
  quality,
  remoteVideo,
  remoteAudio,
  localVideo,
  localAudio,
}: AgoraStatistics): SdkFigures {
  const figures: { readonly [Id in Exclude<SdkFigureId, ProbeFigureId>]: number | undefined } = {
    roundTripMs: positive(rtc?.RTT),
    uplinkQuality: quality?.uplinkNetworkQuality,
    downlinkQuality: quality?.downlinkNetworkQuality,
    // In what comes from the server, 0 stands for "not known yet": no delay there is 0.
    videoEndToEndDelayMs: positive(remoteVideo?.end2EndDelay),
    videoTransportDelayMs: positive(remoteVideo?.transportDelay),
    videoLossFraction: remoteVideo?.currentPacketLossRate,
    audioEndToEndDelayMs: positive(remoteAudio?.end2EndDelay),
    audioTransportDelayMs: positive(remoteAudio?.transportDelay),
    audioLossFraction: remoteAudio?.currentPacketLossRate,
    videoJitterBufferMs: remoteVideo?.receiveDelay,
    videoReceiveBps: remoteVideo?.receiveBitrate,
    videoLossSinceJoinFraction: remoteVideo?.packetLossRate,
    videoHeight: positive(remoteVideo?.receiveResolutionHeight),
    decodeFps: remoteVideo?.decodeFrameRate,
    renderFps: remoteVideo?.renderFrameRate,
    videoFreezeS: remoteVideo?.totalFreezeTime,
    audioJitterBufferMs: remoteAudio?.receiveDelay,
    audioReceiveBps: remoteAudio?.receiveBitrate,
    audioLossSinceJoinFraction: remoteAudio?.packetLossRate,
    audioFreezeS: remoteAudio?.totalFreezeTime,
    captureFps: localVideo?.captureFrameRate,
    sendFps: localVideo?.sendFrameRate,
    videoSendBps: localVideo?.sendBitrate,
    videoTargetBps: localVideo?.targetSendBitrate,
    encodeDelayMs: localVideo?.encodeDelay,
    videoSendRoundTripMs: localVideo?.sendRttMs,
    videoSendJitterMs: localVideo?.sendJitterMs,
    audioSendBps: localAudio?.sendBitrate,
  };
  return withoutGaps(figures);
}

/** Converts what the last-mile probe found; empty where it found nothing. Its loss is a fraction, its times are ms. */
export function agoraProbeFigures({
  state,
  rtt,
  jitter,
  packetLossRate,
  networkQuality,
}: LastmileProbeResult): SdkFigures {
  if (state !== 'complete') return {};
  return withoutGaps({
    probeRoundTripMs: positive(rtt),
    probeLossFraction: packetLossRate,
    probeJitterMs: jitter,
    probeQuality: positive(networkQuality),
  });
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 ? value : undefined;
}

/**
 * Drops missing values, and NaN, which the SDK makes of 0 packets out of 0. Rounds to three decimals, more than any of them
 * means.
 */
function withoutGaps(figures: { readonly [Id in SdkFigureId]?: number | undefined }): SdkFigures {
  const known = Object.entries(figures).filter(([, value]) => value !== undefined && Number.isFinite(value));
  return Object.fromEntries(known.map(([id, value]) => [id, Math.round(Number(value) * 1000) / 1000]));
}
