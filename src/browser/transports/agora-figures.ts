import type {
  AgoraRTCStats,
  LocalAudioTrackStats,
  LocalVideoTrackStats,
  NetworkQuality,
  RemoteAudioTrackStats,
  RemoteVideoTrackStats,
} from 'agora-rtc-sdk-ng';
import type { SdkFigureId, SdkFigures } from '../../model/result/sdk-figures.ts';

/** What the SDK says at one moment; each absent where it says nothing. */
export interface AgoraStatistics {
  readonly rtc?: Partial<AgoraRTCStats>;
  readonly quality?: NetworkQuality;
  readonly remoteVideo?: Partial<RemoteVideoTrackStats>;
  readonly remoteAudio?: Partial<RemoteAudioTrackStats>;
  readonly localVideo?: Partial<LocalVideoTrackStats>;
  readonly localAudio?: Partial<LocalAudioTrackStats>;
}

/** Of its documented units (ms, bit/s, 0-1, s) none is ours to change but in name; RTT comes from Agora's server. */
export function agoraFigures({
  rtc,
  quality,
  remoteVideo,
  remoteAudio,
  localVideo,
  localAudio,
}: AgoraStatistics): SdkFigures {
  return withoutGaps({
    roundTripMs: positive(rtc?.RTT),
    uplinkQuality: quality?.uplinkNetworkQuality,
    downlinkQuality: quality?.downlinkNetworkQuality,
    // 0 stands for "not told yet" in what comes from the server: a delay of 0 there is none.
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
  });
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 ? value : undefined;
}

/** Three decimals are more than any of them means; NaN is what the SDK makes of 0 packets of 0. */
function withoutGaps(figures: { readonly [Id in SdkFigureId]: number | undefined }): SdkFigures {
  const known = Object.entries(figures).filter(([, value]) => value !== undefined && Number.isFinite(value));
  return Object.fromEntries(known.map(([id, value]) => [id, Math.round(Number(value) * 1000) / 1000]));
}
