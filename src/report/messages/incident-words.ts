import type { Incident, SymptomKind } from '../../model/result/incident.ts';
import type { Text } from './words.ts';

/** Texts about what went wrong when, and why. */
export const INCIDENT_WORDS = {
  title: { en: 'What went wrong, and when', zh: '何时出了什么问题' },
  note: {
    en: 'Found in the recording without being asked for. A cause is what stood out on the way at that time and not at others; it is likely, not proven: longhaul diagnose tries it out.',
    zh: '由录制数据自动发现。所列原因是当时路径上异于平时的现象，仅为可能，未经证实；可用 longhaul diagnose 逐段验证。',
  },
  head: { en: '{region}, {span}', zh: '{region}，{span}' },
  /** With the number of viewers, where the region has more than one. */
  headViewers: { en: '{region}, {span}, {viewers} viewers', zh: '{region}，{span}，{viewers} 位观众' },
  line: { en: '{head}: {what}. {why}', zh: '{head}：{what}。{why}' },
  cause: { en: 'Likely because {reason}.', zh: '可能原因：{reason}。' },
  also: { en: 'Beside it, {reason}.', zh: '同时{reason}。' },
  unknown: {
    en: 'Nothing recorded beside it explains it.',
    zh: '录制数据中没有能解释它的现象。',
  },
  /** One time axis for all regions, and what each saw at one second. */
  worstSecond: { en: 'The worst second, everywhere', zh: '最差的一秒，各地画面' },
  worstSecondNote: {
    en: 'Incidents of all regions on one time axis; below, what each region had before its eyes at {second} (the blue frame).',
    zh: '所有地区的问题在同一时间轴上；下方为各地区在 {second}（蓝框处）看到的画面。',
  },
  stillSince: { en: 'last picture: {time}', zh: '最后画面：{time}' },
  seenAt: { en: 'picture of {time}', zh: '{time} 的画面' },
  more: { en: '{count} more incidents are in result.json.', zh: '另有 {count} 次，见 result.json。' },
} as const satisfies Record<string, Text>;

export const SYMPTOM_WORDS: Readonly<Record<SymptomKind, Text>> = {
  stutter: { en: 'the picture stood still for up to {value}', zh: '画面停顿最长 {value}' },
  'sound-gap': { en: 'the sound was gone for up to {value}', zh: '声音中断最长 {value}' },
  'frame-rate': { en: 'the picture ran at only {value}', zh: '画面仅 {value}' },
  latency: { en: 'latency rose from {usual} to {value}', zh: '延迟由 {usual} 升至 {value}' },
  clarity: { en: 'clarity fell from {usual} to {value}', zh: '清晰度由 {usual} 降至 {value}' },
};

export const SEVERITY_WORDS: Readonly<Record<Incident['severity'], Text>> = {
  slight: { en: 'slight', zh: '轻微' },
  clear: { en: 'clear', zh: '明显' },
  severe: { en: 'severe', zh: '严重' },
};
