import type { Text } from '../../report/messages/words.ts';

/** Texts shown while a rehearsal plays. */
export const PROGRESS_WORDS = {
  rehearsing: { en: 'Rehearsing {what}', zh: '开始彩排 {what}' },
  rehearsingFor: { en: 'Rehearsing {what}; {expected}', zh: '开始彩排 {what}；{expected}' },
  scenario: {
    en: '{name}: {codec} {width}x{height} at {fps} fps, {bitrate} Mbps, to {regions}',
    zh: '{name}：{codec} {width}x{height}，{fps} fps，{bitrate} Mbps，发往{regions}',
  },

  take: { en: 'take {number} of {count}, seed {seed}', zh: '第 {number}/{count} 轮，种子 {seed}' },
  takeOfVariant: {
    en: 'take {number} of {count}, seed {seed}, variant {variant}',
    zh: '第 {number}/{count} 轮，种子 {seed}，方案 {variant}',
  },
  again: { en: '{take}, again: the machine spoilt it', zh: '{take}，重新运行：上次受本机干扰' },

  measuring: { en: 'measuring {second}/{of} s, {left} left', zh: '正在测量 {second}/{of} s，剩余{left}' },
  measuringTake: {
    en: 'measuring {second}/{of} s, {left} left of the take',
    zh: '正在测量 {second}/{of} s，本轮剩余{left}',
  },
  worst: { en: 'worst {viewer}', zh: '最差 {viewer}' },
  viewers: { en: '{count} viewers', zh: '{count} 位观众' },
  noAnswer: { en: '{name} no answer', zh: '{name} 无响应' },
  noPicture: { en: '{name} no new picture', zh: '{name} 无新画面' },
  seen: { en: '{name} {fps} fps {latency} ms', zh: '{name} {fps} fps {latency} ms' },
  worstLatency: { en: 'latency {course} {value} at worst', zh: '延迟 {course} 最差 {value}' },
  worstMissing: { en: 'frames missing {course} {value} at worst', zh: '缺帧 {course} 最差 {value}' },
  unknown: { en: 'not known', zh: '未知' },
  region: {
    en: '{region}: {count} viewers, {fps} fps, {latency} ms, worst {worst}',
    zh: '{region}：{count} 位观众，{fps} fps，{latency} ms，最差 {worst}',
  },
  more: { en: '+ {count} more', zh: '另有 {count} 项' },

  paceReal: { en: "the stream's clock now keeps real time", zh: '直播时钟现与真实时间同速' },
  paceSlowed: { en: "the stream's clock now goes at 1/{speed}", zh: '直播时钟现以 1/{speed} 速度运行' },
  because: { en: '{pace} ({why})', zh: '{pace}（{why}）' },
  stopped: { en: 'the take stopped early: {why}', zh: '本轮提前结束：{why}' },

  seconds: { en: '{count} s', zh: '{count} 秒' },
  minutes: { en: '{count} min', zh: '{count} 分钟' },
  hours: { en: '{count} h', zh: '{count} 小时' },
  hoursMinutes: { en: '{count} h {minutes} min', zh: '{count} 小时 {minutes} 分钟' },
  about: { en: 'about {time}', zh: '约 {time}' },
  fromTo: { en: '{least} to {most}', zh: '大约 {least}到 {most}' },
  expectedOne: { en: '1 take, {time} on this machine', zh: '1 轮，在本机上{time}' },
  expectedMany: { en: '{count} takes, {time} on this machine', zh: '{count} 轮，在本机上{time}' },
  slowedOne: { en: '{expected}, at {speed} of its speed', zh: '{expected}，以 {speed} 速度运行' },
  slowedMany: { en: '{expected}, at {speed} of their speed', zh: '{expected}，以 {speed} 速度运行' },
} as const satisfies Record<string, Text>;
