import type { PictureCause } from '../../model/recording/picture-line.ts';
import { FREEZE_BOUNDS_MS } from '../../model/result/freeze-lengths.ts';
import type { ViewerResult } from '../../model/result/result.ts';
import { fill, type Text } from './words.ts';

/** Texts about viewers who come or leave in mid-show. */
export const PRESENCE_WORDS = {
  there: { en: 'there from {from} to {to} s', zh: '在场：第 {from} 至 {to} s' },
  never: { en: 'there for less than a second', zh: '在场不足 1 s' },
  spread: {
    en: 'Viewers joined within {time}, each at a moment drawn from the seed.',
    zh: '观众在 {time} 内陆续加入，时刻由种子随机确定。',
  },
  churn: {
    en: '{count} of {viewers} viewers left in mid-show, and as many others came. Each is measured for as long as they were there; the first pictures of those who came are the wait of people who tune in late.',
    zh: '{viewers} 位观众中有 {count} 位中途离开，另有同样多的观众中途进入。每位观众只按其在场时段测量；中途进入者的首帧耗时即晚到观众的等待时间。',
  },
  newcomer: {
    en: 'Came in mid-show: {came}, of whom {joined} got in; the first picture took {typical}',
    zh: '中途进入 {came} 位，其中 {joined} 位成功进入；首帧用时 {typical}',
  },
  newcomers: {
    en: 'Came in mid-show: {came}, of whom {joined} got in; the first picture took {typical} for half of them, at most {longest}',
    zh: '中途进入 {came} 位，其中 {joined} 位成功进入；半数首帧在 {typical} 以内，最长 {longest}',
  },
  beside: {
    en: '{text} (there from the beginning: {typical}, at most {longest}).',
    zh: '{text}（开播即在场者：半数 {typical}，最长 {longest}）。',
  },
  newcomersJoined: {
    en: 'Came in mid-show: {came}, of whom {joined} got in; no first picture was seen.',
    zh: '中途进入 {came} 位，其中 {joined} 位成功进入；均未看到首帧。',
  },
} as const satisfies Record<string, Text>;

/** Texts about the pictures that viewers saw. */
export const PICTURE_WORDS = {
  pictures: { en: 'What viewers saw', zh: '观众看到的画面' },
  picturesNote: {
    en: 'Small copies of decoded pictures, with their time in seconds since measuring began; and those around what went wrong. Under a picture of an incident: when it was seen, its frame number, how late it came.',
    zh: '解码画面的缩略图及其时间（测量开始后的秒数），以及出现问题前后的画面。问题画面下方依次为：观看时刻、帧号、延迟。',
  },
  filmOf: { en: 'Filmstrip of {viewer}', zh: '{viewer} 的画面序列' },
  noFilm: { en: '{viewer} saw no picture in the measured time.', zh: '{viewer} 在测量时段内没有看到画面。' },
  otherViewers: { en: 'More viewers: {count}', zh: '其他观众：{count}' },
  otherIncidents: { en: 'Shorter ones: {count}', zh: '其他较短的：{count}' },
  moreIncidents: { en: 'Not shown: {count} more.', zh: '另有 {count} 处未显示。' },
  before: { en: 'before', zh: '之前' },
  at: { en: 'at', zh: '当时' },
  atFreeze: { en: 'stood still', zh: '卡住的画面' },
  after: { en: 'after', zh: '之后' },
  nothing: { en: 'no picture', zh: '没有画面' },
  /** Caption under a picture. */
  sight: { en: '{time} · frame {frame} · {latency} late', zh: '{time} · 第 {frame} 帧 · 延迟 {latency}' },
  similarity: { en: 'SSIM {ssim}', zh: 'SSIM {ssim}' },
  lasted: { en: '{what} for {time}, from {from}', zh: '{what}，持续 {time}（{from} 起）' },
  lasting: { en: '{what} from {from}, to the end', zh: '{what}，持续到结束（{from} 起）' },
  once: { en: '{what} at {from}', zh: '{what}（{from}）' },
} as const satisfies Record<string, Text>;

export const INCIDENT_WORDS: Record<Exclude<PictureCause, 'film'>, Text> = {
  freeze: { en: 'Picture stood still', zh: '画面卡住' },
  'audio-gap': { en: 'No sound', zh: '没有声音' },
  'clarity-collapse': { en: 'Picture lost its clarity', zh: '画面突然变模糊' },
  'join-failure': { en: 'Failed attempt to join', zh: '尝试进入直播未成功' },
};

/** Texts about viewers' devices that were the limit. */
export const DEVICE_WORDS = {
  device: { en: 'The device', zh: '设备' },
  notNetwork: {
    en: 'The device, not the network, was the limit for {viewer} ({device}): its CPU was used up {share} of the time, while no link on its way lost more than {loss}.',
    zh: '{viewer}（{device}）的瓶颈在设备，不在网络：其 CPU 有 {share} 的时间处于满载，而沿途各链路的丢包率均不超过 {loss}。',
  },
  too: {
    en: 'The device was at its limit, too, for {viewer} ({device}): its CPU was used up {share} of the time; the worst link on its way lost {loss}.',
    zh: '{viewer}（{device}）的设备也已到极限：其 CPU 有 {share} 的时间处于满载；沿途最差链路的丢包率为 {loss}。',
  },
  atLimit: {
    en: 'The device was at its limit for {viewer} ({device}): its CPU was used up {share} of the time.',
    zh: '{viewer}（{device}）的设备已到极限：其 CPU 有 {share} 的时间处于满载。',
  },
  decoding: {
    en: 'Decoding took {decode} a frame; a frame lasts {frame}.',
    zh: '每帧解码耗时 {decode}，而一帧时长为 {frame}。',
  },
  sharedMachine: {
    en: 'The device is a share of this machine’s CPU, which was busy here and slower for it: rehearse with fewer viewers, or on a quieter machine, before you believe it.',
    zh: '该设备按本机 CPU 的份额模拟，而此次本机繁忙、因而更慢：请减少观众，或在较空闲的机器上再次彩排后再采信。',
  },
  advice: {
    en: 'Send such devices a smaller picture or fewer frames per second; a better line will not help them.',
    zh: '请为此类设备提供更小的画面或更低的帧率；改善线路对它们没有帮助。',
  },
} as const satisfies Record<string, Text>;

/** Texts about freezes, counted by their length. */
export const FREEZE_WORDS = {
  freezes: { en: 'Freezes by length', zh: '冻结次数（按时长）' },
  none: { en: 'none', zh: '无' },
  from: { en: '{from} and more: {count}', zh: '{from} 及以上：{count}' },
  between: { en: '{from} to {to}: {count}', zh: '{from} 至 {to}：{count}' },
} as const satisfies Record<string, Text>;

/** Returns a line per class of freezes that occurred, shortest first; undefined in older results. */
export function freezeLines({ freezeLengths }: ViewerResult): readonly Text[] | undefined {
  if (freezeLengths === undefined) return undefined;
  const lines = freezeLengths.flatMap((count, i) => {
    const [from, to] = [FREEZE_BOUNDS_MS[i], FREEZE_BOUNDS_MS[i + 1]];
    if (count === 0 || from === undefined) return [];
    const values = { from: lengthText(from), count };
    return [
      to === undefined
        ? fill(FREEZE_WORDS.from, values)
        : fill(FREEZE_WORDS.between, { ...values, to: lengthText(to) }),
    ];
  });
  return lines.length === 0 ? [FREEZE_WORDS.none] : lines;
}

function lengthText(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${ms / 1000} s`;
}
