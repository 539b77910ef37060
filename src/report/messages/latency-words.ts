import type { LatencyStage } from '../../model/result/latency-stages.ts';
import type { Text } from './words.ts';

/** Stages as a producer calls them; the metrics' definitions say more. */
export const STAGE_WORDS: Readonly<Record<LatencyStage, Text>> = {
  encoding: { en: 'encoding', zh: '编码' },
  sending: { en: 'sending', zh: '发送' },
  firstMile: { en: 'first mile', zh: '推流首段' },
  origin: { en: 'origin', zh: '源站' },
  haul: { en: 'haul', zh: '跨境段' },
  access: { en: 'access', zh: '接入段' },
  repair: { en: 'resends and queueing', zh: '重传与排队' },
  jitterBuffer: { en: 'jitter buffer', zh: '抖动缓冲' },
  decoding: { en: 'decoding', zh: '解码' },
  reading: { en: 'hand-over', zh: '交接' },
};

export const LATENCY_WORDS = {
  title: { en: 'Where the latency goes', zh: '延迟去了哪里' },
  note: {
    en: 'Sampled frames, followed from the stamp in the picture to the viewer. Upper bar: a typical frame (the middle fifth). Lower bar: the slowest twentieth. All bars have one scale.',
    zh: '对抽样帧从画面打时间码起一路跟踪到观众。上方条形：典型帧（居中的五分之一）；下方条形：最慢的 5%。所有条形使用同一比例。',
  },
  sentence: {
    en: 'Of {total}, the network takes {network} and the jitter buffer {buffer}; everything else takes {rest}.',
    zh: '{total} 延迟中，网络占 {network}，抖动缓冲占 {buffer}，其余环节共 {rest}。',
  },
  held: {
    en: 'Of the jitter buffer’s share, {held} hold the picture back so that its later sound is heard with it.',
    zh: '抖动缓冲部分中有 {held} 用于推迟画面，使较晚到达的声音与其同步。',
  },
  repair: {
    en: 'Of the network’s share, {repair} are resends and queueing.',
    zh: '网络部分中有 {repair} 用于重传与排队。',
  },
  slow: {
    en: 'The slowest twentieth takes {total}, {more} of it more in {stage}.',
    zh: '最慢的 5% 为 {total}，其中{stage}多用了 {more}。',
  },
  strained: {
    en: 'The machine was strained: how far that moved single stages is not known (± unknown); for the whole latency, it stands beside it.',
    zh: '本机当时负载较高：对各环节的影响程度未知（± 未知）；对总延迟的影响见其数值旁的标注。',
  },
  stage: { en: 'Stage', zh: '环节' },
  typical: { en: 'typical', zh: '典型' },
  slowest: { en: 'slowest 5 %', zh: '最慢 5%' },
  whole: { en: 'latency', zh: '延迟' },
  missing: {
    en: 'No data: the frames were not stamped on their way, or too few were seen.',
    zh: '无数据：帧在途中没有打时间戳，或看到的帧太少。',
  },
  partly: {
    en: 'Of {count} of {all} viewers; the others have no data.',
    zh: '{all} 位观众中 {count} 位的数据；其余无数据。',
  },
  course: { en: 'Over time: {viewer}', zh: '随时间变化：{viewer}' },
} as const satisfies Record<string, Text>;
