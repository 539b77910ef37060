import type { Text } from './words.ts';

/** Texts about what the publisher's encoder made of its settings. */
export const ENCODER_WORDS = {
  title: { en: 'What the encoder did', zh: '编码器实际表现' },
  note: {
    en: 'Asked and actual values, from the publisher’s own statistics in the measured time; medians over the takes that count, range in brackets.',
    zh: '设定值与实际值对照，取自推流端在测量时段内的自身统计；数值为各有效轮次的中位数，括号内为最小值和最大值。',
  },
  setting: { en: 'Setting', zh: '项目' },
  asked: { en: 'Asked', zh: '设定' },
  got: { en: 'Got', zh: '实际' },
  asAsked: { en: 'as asked', zh: '与设定相符' },
  notAsAsked: { en: 'not as asked', zh: '与设定不符' },

  codec: { en: 'Codec', zh: '编码' },
  size: { en: 'Picture', zh: '画面' },
  fps: { en: 'Frame rate', zh: '帧率' },
  bitrate: { en: 'Bitrate', zh: '码率' },
  target: { en: 'target {target}', zh: '目标码率 {target}' },
  layerOf: { en: 'Layer {rid}', zh: '层 {rid}' },
  quantiser: { en: 'Quantiser (QP)', zh: '量化参数（QP）' },
  quantiserNote: { en: 'of {most}; lower is finer', zh: '最大 {most}，越小越精细' },
  keyframes: { en: 'Keyframes', zh: '关键帧' },
  whenNeeded: { en: 'when needed', zh: '按需' },
  everyOf: { en: 'every {interval}', zh: '每 {interval} 一个' },
  keyframesOf: { en: '{count}, one in {interval}', zh: '{count} 个，约每 {interval} 一个' },
  hugeFrames: { en: 'Huge frames', zh: '超大帧' },
  hugeFramesOf: { en: '{count} of {frames}', zh: '{frames} 帧中有 {count} 帧' },
  heldBack: { en: 'Limited by', zh: '受限原因' },
  heldBackShare: { en: '{reason} {share}', zh: '{reason} {share}' },
  nothing: { en: 'nothing', zh: '无' },
  cpu: { en: 'CPU', zh: 'CPU' },
  bandwidth: { en: 'bandwidth', zh: '带宽' },
  other: { en: 'other', zh: '其他' },
  encodeTime: { en: 'Time to encode a frame', zh: '每帧编码耗时' },
  sound: { en: 'Sound', zh: '声音' },
  stereo: { en: 'stereo', zh: '立体声' },
  fecOn: { en: 'FEC', zh: 'FEC 开' },
  fecOff: { en: 'no FEC', zh: 'FEC 关' },
  dtx: { en: 'DTX', zh: 'DTX' },
  packetsPerS: { en: '{packets} packets a second', zh: '每秒 {packets} 包' },

  // One line for the terminal and the summary.
  line: { en: 'Encoder: {list}', zh: '编码器：{list}' },
  lineOf: { en: 'Encoder of {name}: {list}', zh: '{name} 的编码器：{list}' },
  lineItem: { en: '{label} {got}', zh: '{label} {got}' },
  lineItemOff: { en: '{label} {got} (asked: {asked})', zh: '{label} {got}（设定：{asked}）' },
} as const satisfies Record<string, Text>;

/** Texts about frames that the publisher never sent, and what its own line did meanwhile. */
export const SKIP_WORDS = {
  sourceSkips: {
    en: 'The publisher left out {share} of the frames; its own line lost nothing and held nothing up meanwhile.',
    zh: '推流端少发了 {share} 的帧；其间直播间线路没有丢包，也没有排队。',
  },
  sourceSkipsBesideLoss: {
    en: 'The publisher left out {share} of the frames; its own line lost {lost} of the packets meanwhile and held nothing up.',
    zh: '推流端少发了 {share} 的帧；其间直播间线路丢失了 {lost} 的数据包，没有排队。',
  },
  sourceHeldBack: {
    en: 'The publisher left out {share} of the frames; beside it, {line}: an encoder whose line carries too little leaves frames out.',
    zh: '推流端少发了 {share} 的帧；同时，{line}：线路承载能力不足时，编码器会主动跳帧。',
  },
  sourceSkipsUnknown: {
    en: 'The publisher left out {share} of the frames; what its own line did meanwhile is not known.',
    zh: '推流端少发了 {share} 的帧；其间直播间线路的状况未知。',
  },
  heldBackDark: { en: 'the studio line was dark for a while', zh: '直播间线路曾中断' },
  heldBackLost: { en: 'the studio line lost {share} of its packets', zh: '直播间线路丢失了 {share} 的数据包' },
  heldBackSlow: { en: 'the studio line carried only {rate} at times', zh: '直播间线路有时只能承载 {rate}' },
  heldBackWait: {
    en: 'packets waited up to {ms} in the studio line’s queue',
    zh: '数据包在直播间线路中排队最长达 {ms}',
  },
} as const satisfies Record<string, Text>;
