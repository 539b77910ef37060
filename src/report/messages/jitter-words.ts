import type { Text } from './words.ts';

/** Texts about the jitter buffers of viewers, and about sound that follows a picture which they hold back. */
export const JITTER_WORDS = {
  notSettled: {
    en: 'The jitter buffer of {viewer} had not settled when measuring began: its line may lose packets, and too few frames had been repaired.',
    zh: '测量开始时，{viewer} 的抖动缓冲尚未稳定：其线路可能丢包，而此前修复的帧太少。',
  },
  settledLater: {
    en: 'The jitter buffer of {viewer} had its lasting size from {time} on: its latency was {typical} then (p95 {slow}), and is judged by that as well.',
    zh: '{viewer} 的抖动缓冲自 {time} 起达到稳定大小：此后延迟为 {typical}（p95 {slow}），评判时一并计入。',
  },
  cameTooLate: {
    en: '{viewer} came in mid-show, and too few of its frames had been repaired for its jitter buffer to settle: its latency is that of a newcomer, and would still have grown by up to a round trip.',
    zh: '{viewer} 中途进入，其修复的帧太少，抖动缓冲尚未稳定：其延迟是新进观众的延迟，此后最多还会增加一个往返时延。',
  },
  bufferStep: {
    en: 'The latency of {viewer} went from {from} to {to} at {time}, by its jitter buffer ({buffer}): players add a round trip after the third repaired frame, and take it away after a minute without one.',
    zh: '{viewer} 的延迟在 {time} 处从 {from} 变为 {to}，源于其抖动缓冲（{buffer}）：播放器在第三次修复帧之后增加一个往返延迟，一分钟内再无修复则撤回。',
  },
  untoldStep: {
    en: 'The latency of {viewer} went from {from} to {to} at {time}, by its jitter buffer ({buffer}): its server tells viewers no round trip, so that no repair lengthens it, only packets and frames that come unevenly.',
    zh: '{viewer} 的延迟在 {time} 处从 {from} 变为 {to}，源于其抖动缓冲（{buffer}）：其服务器不告知观众往返延迟，因此修复不会使缓冲变长，只有到达不均匀的数据包和帧会。',
  },
  plainStep: {
    en: 'The latency of {viewer} went from {from} to {to} at {time}, by its jitter buffer ({buffer}).',
    zh: '{viewer} 的延迟在 {time} 处从 {from} 变为 {to}，源于其抖动缓冲（{buffer}）。',
  },
  holdStep: {
    en: 'The latency of {viewer} went from {from} to {to} at {time}, since the player held the picture back for its sound ({hold}): it does so in steps until half a minute after the join.',
    zh: '{viewer} 的延迟在 {time} 处从 {from} 变为 {to}，因为播放器推迟画面以等待声音（{hold}）：加入后约半分钟内会逐级如此。',
  },
  stillHeld: {
    en: 'The picture of {viewer} was still being held back for its sound when measuring began: its latency may rise by up to {lead} more.',
    zh: '测量开始时，{viewer} 的画面仍在被推迟以等待声音：其延迟最多还会增加 {lead}。',
  },
  otherStep: {
    en: 'The latency of {viewer} went from {from} to {to} at {time}; its jitter buffer accounts for {buffer} of that.',
    zh: '{viewer} 的延迟在 {time} 处从 {from} 变为 {to}，其中抖动缓冲占 {buffer}。',
  },
  unknownStep: {
    en: 'The latency of {viewer} went from {from} to {to} at {time}.',
    zh: '{viewer} 的延迟在 {time} 处从 {from} 变为 {to}。',
  },
  soundFollowed: {
    en: 'The sound of {viewer} was {opened} before its picture when measuring began, and {closed} away from it at the end: players let it follow a picture that came later, slowly.',
    zh: '测量开始时，{viewer} 的声音比画面早 {opened}，结束时相差 {closed}：画面变晚后，播放器让声音慢慢跟上。',
  },
  newcomerSound: {
    en: 'The sound of {viewer}, who came in mid-show, was {opened} away from its picture at first, and {closed} at the end: players let it follow a picture that came later, slowly.',
    zh: '{viewer} 中途进入，其声音与画面起初相差 {opened}，结束时相差 {closed}：画面变晚后，播放器让声音慢慢跟上。',
  },
  soundCaughtUp: {
    en: 'The sound of {viewer} was {opened} after its picture when measuring began, and {closed} away from it at the end: players let it catch up slowly.',
    zh: '测量开始时，{viewer} 的声音比画面晚 {opened}，结束时相差 {closed}：播放器让声音慢慢追上。',
  },
} as const satisfies Record<string, Text>;
