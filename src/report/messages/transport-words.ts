import type { SdkFigureId } from '../../model/result/sdk-figures.ts';
import type { Text } from './words.ts';

/** Texts about transports besides longhaul's own origin, and about the clock that corrected latencies. */
export const TRANSPORT_WORDS = {
  clock: {
    en: 'This machine’s clock was corrected by {offset}, according to {server}, and is right to ± {error}. If the stream was published or watched on another machine, that machine’s error adds to every latency.',
    zh: '本机时钟已按 {server} 校正 {offset}，误差不超过 ± {error}。若推流或观看在另一台机器上进行，各项延迟还须计入该机器的时钟误差。',
  },
  whip: {
    en: 'Published by WHIP to {publish} and watched by WHEP from {watch}: the real path to that server and back adds to the emulated lines and is part of every number.',
    zh: '通过 WHIP 推流到 {publish}，通过 WHEP 从 {watch} 拉流：往返该服务器的真实网络叠加在模拟线路之上，计入所有数值。',
  },
  whipWatched: {
    en: 'Watched by WHEP from {watch}; the stream is somebody else’s. Latency, stutter and clarity have data only if its picture carries longhaul’s time code, and latency then includes the difference between two machines’ clocks.',
    zh: '通过 WHEP 从 {watch} 拉取他人的直播流。只有画面带有 longhaul 时间码时，延迟、卡顿和清晰度才有数据，且延迟中包含两台机器的时钟差。',
  },
  whipPublished: {
    en: 'Published by WHIP to {publish}; none of longhaul’s viewers watched, so what viewers get was not measured.',
    zh: '通过 WHIP 推流到 {publish}；longhaul 没有派观众拉流，因此未测量观众侧。',
  },
  agora: {
    en: 'Over the Agora channel {channel}: the real path to its edge and through its network adds to the emulated lines and is part of every number.',
    zh: '经声网频道 {channel}：到其边缘节点及其网络内部的真实路径叠加在模拟线路之上，计入所有数值。',
  },
  agoraWatched: {
    en: 'The Agora channel {channel} is hosted by somebody else. Latency, stutter and clarity have data only if its picture carries longhaul’s time code, and latency then includes the difference between two machines’ clocks.',
    zh: '声网频道 {channel} 由他人主播。只有画面带有 longhaul 时间码时，延迟、卡顿和清晰度才有数据，且延迟中包含两台机器的时钟差。',
  },
} as const satisfies Record<string, Text>;

/** Texts about what Agora's SDK reports. */
export const SDK_WORDS = {
  title: { en: 'What Agora’s SDK reports', zh: '声网 SDK 自身的统计' },
  note: {
    en: 'Shown beside our own measurements, which decide. Medians of one sample per second, unless noted otherwise.',
    zh: '与本工具的实测值并列，判定以实测为准。除另有说明外，均为每秒采样一次的中位数。',
  },
  freezeNote: {
    en: 'After an outage it is known to report too few frozen seconds: they are shown, not used.',
    zh: '已知网络中断后 SDK 的卡顿时长偏少：此处仅作展示，不用于判定。',
  },
  figure: { en: 'Figure', zh: '项目' },
  server: { en: 'From Agora’s servers', zh: '来自声网服务器' },
  browser: { en: 'From the browser, as the SDK reads it', zh: '来自浏览器（SDK 读取）' },
  measured: { en: 'measured {value}', zh: '实测 {value}' },
  worst: { en: 'worst {value}', zh: '最差 {value}' },
  beforeTake: { en: 'before the take', zh: '彩排开始前' },
  sinceJoin: { en: 'since the join', zh: '自加入起' },
  publisher: { en: 'publisher', zh: '推流端' },
  events: { en: 'Events, {participant}', zh: '{participant} 的 SDK 事件' },
  second: { en: 'Second', zh: '秒' },
  event: { en: 'Event', zh: '事件' },
  detail: { en: 'Detail', zh: '说明' },
  more: { en: '{count} more are in the recording.', zh: '另有 {count} 条，见录制文件。' },
} as const satisfies Record<string, Text>;

/** Names of the SDK's figures. */
export const SDK_FIGURE_WORDS: Readonly<Record<SdkFigureId, Text>> = {
  videoEndToEndDelayMs: { en: 'Video, end to end without coding', zh: '视频端到端延迟（不含编解码）' },
  videoTransportDelayMs: { en: 'Video, transport delay', zh: '视频传输延迟' },
  videoLossFraction: { en: 'Video packets lost', zh: '视频丢包率' },
  audioEndToEndDelayMs: { en: 'Sound, end to end without coding', zh: '音频端到端延迟（不含编解码）' },
  audioTransportDelayMs: { en: 'Sound, transport delay', zh: '音频传输延迟' },
  audioLossFraction: { en: 'Sound packets lost', zh: '音频丢包率' },
  roundTripMs: { en: 'Round trip to the edge', zh: '到边缘节点的往返延迟' },
  uplinkQuality: { en: 'Network quality, up', zh: '上行网络质量' },
  downlinkQuality: { en: 'Network quality, down', zh: '下行网络质量' },
  probeRoundTripMs: { en: 'Last-mile probe, round trip', zh: '网络质量探测：往返延迟' },
  probeLossFraction: { en: 'Last-mile probe, packets lost', zh: '网络质量探测：丢包率' },
  probeJitterMs: { en: 'Last-mile probe, jitter', zh: '网络质量探测：抖动' },
  probeQuality: { en: 'Last-mile probe, grade (1 best, 5 worst)', zh: '网络质量探测：等级（1 最好，5 最差）' },
  videoJitterBufferMs: { en: 'Video jitter buffer', zh: '视频抖动缓冲' },
  videoReceiveBps: { en: 'Video received', zh: '视频接收码率' },
  videoLossSinceJoinFraction: { en: 'Video packets lost', zh: '视频丢包率' },
  videoHeight: { en: 'Picture height', zh: '画面高度' },
  decodeFps: { en: 'Frames decoded', zh: '解码帧率' },
  renderFps: { en: 'Frames shown', zh: '渲染帧率' },
  videoFreezeS: { en: 'Picture frozen', zh: '画面卡顿时长' },
  audioJitterBufferMs: { en: 'Sound jitter buffer', zh: '音频抖动缓冲' },
  audioReceiveBps: { en: 'Sound received', zh: '音频接收码率' },
  audioLossSinceJoinFraction: { en: 'Sound packets lost', zh: '音频丢包率' },
  audioFreezeS: { en: 'Sound frozen', zh: '音频卡顿时长' },
  captureFps: { en: 'Frames captured', zh: '采集帧率' },
  sendFps: { en: 'Frames sent', zh: '发送帧率' },
  videoSendBps: { en: 'Video sent', zh: '视频发送码率' },
  videoTargetBps: { en: 'Target of the encoder', zh: '编码目标码率' },
  encodeDelayMs: { en: 'Time to encode', zh: '编码耗时' },
  videoSendRoundTripMs: { en: 'Round trip of what is sent', zh: '发送方向的往返延迟' },
  videoSendJitterMs: { en: 'Jitter of what is sent', zh: '发送方向的抖动' },
  audioSendBps: { en: 'Sound sent', zh: '音频发送码率' },
};

/** Names of the SDK's network quality grades, by grade. */
export const QUALITY_WORDS: readonly Text[] = [
  { en: '0 (unknown)', zh: '0（未知）' },
  { en: '1 (excellent)', zh: '1（极好）' },
  { en: '2 (good)', zh: '2（好）' },
  { en: '3 (poor, watchable)', zh: '3（一般）' },
  { en: '4 (bad)', zh: '4（差）' },
  { en: '5 (barely usable)', zh: '5（很差）' },
  { en: '6 (disconnected)', zh: '6（已断开）' },
];
