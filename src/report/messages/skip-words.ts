import type { Text } from './words.ts';

/** Frames that the publisher never sent, and what of its own line stood beside that. */
export const SKIP_WORDS = {
  sourceSkips: {
    en: 'The publisher left out {share} of the frames; its own line lost nothing and held nothing up meanwhile.',
    zh: '推流端缺失了 {share} 的帧；其间演播室线路没有丢包，也没有排队。',
  },
  sourceHeldBack: {
    en: 'The publisher left out {share} of the frames; beside it, {line}: an encoder whose line carries too little leaves frames out.',
    zh: '推流端缺失了 {share} 的帧；同时{line}：线路承载不足时编码器会主动跳帧。',
  },
  sourceSkipsUnknown: {
    en: 'The publisher left out {share} of the frames; what its own line did meanwhile is not known.',
    zh: '推流端缺失了 {share} 的帧；其间其线路状况未知。',
  },
  heldBackDark: { en: 'the studio line was dark for a while', zh: '演播室线路曾中断' },
  heldBackLost: { en: 'the studio line lost {share} of its packets', zh: '演播室线路丢失了 {share} 的数据包' },
  heldBackSlow: { en: 'the studio line carried only {rate} at times', zh: '演播室线路有时只能承载 {rate}' },
  heldBackWait: { en: 'packets waited up to {ms} in the studio line’s queue', zh: '数据包在演播室线路排队最长 {ms}' },
} as const satisfies Record<string, Text>;
