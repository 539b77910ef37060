import type { Text } from './words.ts';

/** Texts about the clip that was sent. */
export const SOURCE_WORDS = {
  clip: {
    en: 'The clip was sent as a player shows it: {clip}, as {asked}.',
    zh: '素材按播放器呈现的样子发送：{clip}，以 {asked} 推流。',
  },
  bars: {
    en: 'Its shape is another: black bars fill the rest of the picture.',
    zh: '两者画面比例不同：其余部分以黑边填充。',
  },
  enlarged: {
    en: 'It was enlarged, which adds no detail: a broadcast of that size carries more.',
    zh: '素材被放大，细节不会因此增加：真正该尺寸的直播数据量更大。',
  },
  slower: {
    en: 'It has only {own} pictures a second where {asked} are asked: each is repeated until the next, which costs the line next to nothing, and viewers’ frame rates count its own pictures.',
    zh: '素材每秒只有 {own} 幅画面，而设定为 {asked}：每幅画面重复发送直到下一幅，几乎不占带宽；观众帧率只计素材自身的画面。',
  },
  faster: {
    en: 'It has {own} pictures a second where {asked} are asked: those between are left out.',
    zh: '素材每秒有 {own} 幅画面，而设定为 {asked}：多出的画面不发送。',
  },
  sound: {
    en: 'Its own sound was sent too, quieter, under the marks by which sound is measured.',
    zh: '素材自带的声音也一并发送（音量较低，叠加在用于测量的标记音之下）。',
  },
  silent: {
    en: 'It has no sound; only the marks by which sound is measured were sent.',
    zh: '素材没有声音；仅发送用于测量的标记音。',
  },
} as const satisfies Record<string, Text>;
