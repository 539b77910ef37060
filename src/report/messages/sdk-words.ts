import type { SdkFigureId } from '../../model/result/sdk-figures.ts';
import type { Text } from './words.ts';

export const SDK_WORDS = {
  title: { en: 'What Agora’s SDK says', zh: '声网 SDK 自身的统计' },
  note: {
    en: 'Beside what was measured here, which decides. Medians of one sample a second, unless said otherwise.',
    zh: '与本工具的实测值对照，判定以实测为准。除另注外，为每秒一次采样的中位数。',
  },
  freezeNote: {
    en: 'Its frozen seconds are known to be too few after an outage: they are shown, not used.',
    zh: '网络中断后 SDK 的卡顿时长会偏少：此处仅作展示，不用于判定。',
  },
  figure: { en: 'Figure', zh: '项目' },
  server: { en: 'From Agora’s servers', zh: '来自声网服务器' },
  browser: { en: 'From the browser, as the SDK reads it', zh: '来自浏览器（SDK 读取）' },
  measured: { en: 'measured {value}', zh: '实测 {value}' },
  worst: { en: 'worst {value}', zh: '最差 {value}' },
  sinceJoin: { en: 'since the join', zh: '自加入起' },
  publisher: { en: 'publisher', zh: '推流端' },
  told: { en: 'What it told of, {participant}', zh: '{participant} 的 SDK 事件' },
  second: { en: 'Second', zh: '秒' },
  event: { en: 'Event', zh: '事件' },
  detail: { en: 'Detail', zh: '说明' },
  more: { en: '{count} more are in the recording.', zh: '另有 {count} 条，见录制文件。' },
} as const satisfies Record<string, Text>;

export const SDK_FIGURE_WORDS: Readonly<Record<SdkFigureId, Text>> = {
  videoEndToEndDelayMs: { en: 'Video, end to end without coding', zh: '视频端到端时延（不含编解码）' },
  videoTransportDelayMs: { en: 'Video, transport delay', zh: '视频传输时延' },
  videoLossFraction: { en: 'Video packets lost', zh: '视频丢包' },
  audioEndToEndDelayMs: { en: 'Sound, end to end without coding', zh: '音频端到端时延（不含编解码）' },
  audioTransportDelayMs: { en: 'Sound, transport delay', zh: '音频传输时延' },
  audioLossFraction: { en: 'Sound packets lost', zh: '音频丢包' },
  roundTripMs: { en: 'Round trip to the edge', zh: '到边缘节点的往返时延' },
  uplinkQuality: { en: 'Network quality, up', zh: '上行网络质量' },
  downlinkQuality: { en: 'Network quality, down', zh: '下行网络质量' },
  videoJitterBufferMs: { en: 'Video jitter buffer', zh: '视频抖动缓冲' },
  videoReceiveBps: { en: 'Video received', zh: '视频接收码率' },
  videoLossSinceJoinFraction: { en: 'Video packets lost', zh: '视频丢包' },
  videoHeight: { en: 'Picture height', zh: '画面高度' },
  decodeFps: { en: 'Frames decoded', zh: '解码帧率' },
  renderFps: { en: 'Frames shown', zh: '渲染帧率' },
  videoFreezeS: { en: 'Picture frozen', zh: '画面卡顿时长' },
  audioJitterBufferMs: { en: 'Sound jitter buffer', zh: '音频抖动缓冲' },
  audioReceiveBps: { en: 'Sound received', zh: '音频接收码率' },
  audioLossSinceJoinFraction: { en: 'Sound packets lost', zh: '音频丢包' },
  audioFreezeS: { en: 'Sound frozen', zh: '音频卡顿时长' },
  captureFps: { en: 'Frames captured', zh: '采集帧率' },
  sendFps: { en: 'Frames sent', zh: '发送帧率' },
  videoSendBps: { en: 'Video sent', zh: '视频发送码率' },
  videoTargetBps: { en: 'Target of the encoder', zh: '编码目标码率' },
  encodeDelayMs: { en: 'Time to encode', zh: '编码耗时' },
  videoSendRoundTripMs: { en: 'Round trip of what is sent', zh: '发送往返时延' },
  videoSendJitterMs: { en: 'Jitter of what is sent', zh: '发送抖动' },
  audioSendBps: { en: 'Sound sent', zh: '音频发送码率' },
};

/** The SDK's grades of a network. */
export const QUALITY_WORDS: readonly Text[] = [
  { en: '0 (unknown)', zh: '0（未知）' },
  { en: '1 (excellent)', zh: '1（极好）' },
  { en: '2 (good)', zh: '2（好）' },
  { en: '3 (poor, watchable)', zh: '3（一般）' },
  { en: '4 (bad)', zh: '4（差）' },
  { en: '5 (barely usable)', zh: '5（很差）' },
  { en: '6 (disconnected)', zh: '6（已断开）' },
];
