import type { PictureCause } from '../../model/recording/picture-line.ts';
import type { Text } from './words.ts';

/** What the report says of the pictures that viewers saw. */
export const PICTURE_WORDS = {
  pictures: { en: 'What viewers saw', zh: '观众看到的画面' },
  picturesNote: {
    en: 'Small copies of decoded pictures, with their time in seconds since measuring began; and those around what went wrong. Under a picture of an incident: when it was seen, its frame number, how late it came.',
    zh: '解码后画面的缩略图及其时间（测量开始后的秒数），以及出现问题前后的画面。问题画面下方依次为：观看时刻、帧号、时延。',
  },
  filmOf: { en: 'Filmstrip of {viewer}', zh: '{viewer} 的画面序列' },
  noFilm: { en: '{viewer} saw no picture in the measured time.', zh: '{viewer} 在测量时段内没有看到画面。' },
  otherViewers: { en: 'More viewers: {count}', zh: '其他观众：{count}' },
  otherIncidents: { en: 'Shorter ones: {count}', zh: '其他较短的：{count}' },
  moreIncidents: { en: 'Not shown: {count} more.', zh: '另有 {count} 处未显示。' },
  before: { en: 'before', zh: '之前' },
  at: { en: 'at', zh: '当时' },
  atFreeze: { en: 'stood still', zh: '停住的画面' },
  after: { en: 'after', zh: '之后' },
  nothing: { en: 'no picture', zh: '没有画面' },
  /** Under a picture. */
  sight: { en: '{time} · frame {frame} · {latency} late', zh: '{time} · 第 {frame} 帧 · 时延 {latency}' },
  likeness: { en: 'SSIM {ssim}', zh: 'SSIM {ssim}' },
  lasted: { en: '{what} for {time}, from {from}', zh: '{what} {time}（{from} 起）' },
  lasting: { en: '{what} from {from}, to the end', zh: '{what}（{from} 起，直到结束）' },
  once: { en: '{what} at {from}', zh: '{what}（{from}）' },
} as const satisfies Record<string, Text>;

export const INCIDENT_WORDS: Record<Exclude<PictureCause, 'film'>, Text> = {
  freeze: { en: 'Picture stood still', zh: '画面停住' },
  'audio-gap': { en: 'No sound', zh: '没有声音' },
  'clarity-collapse': { en: 'Picture lost its clarity', zh: '画面突然变糊' },
  'join-failure': { en: 'An attempt to join went on in vain', zh: '一次进入直播失败，历时' },
};
