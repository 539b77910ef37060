import type { Text } from '../../report/messages/words.ts';

/** Texts of what `check` understood of a scenario, row by row. */
export const OUTLINE_WORDS = {
  sends: { en: 'Sends', zh: '发送' },
  presenter: { en: 'a generated presenter', zh: '生成的主播画面' },
  layer: { en: 'also {size} at {rate}', zh: '另有 {size}，{rate}' },
  scalability: { en: 'layers {mode}', zh: '分层 {mode}' },
  sound: { en: 'sound {rate}', zh: '声音 {rate}' },
  stereo: { en: 'sound {rate}, stereo', zh: '声音 {rate}，立体声' },
  to: { en: 'To', zh: '发往' },
  local: { en: 'longhaul’s own origin', zh: 'longhaul 自带的源站' },
  whip: { en: 'a WHIP/WHEP server', zh: 'WHIP/WHEP 服务器' },
  agora: { en: 'the Agora channel {channel}', zh: '声网频道 {channel}' },
  firstMile: { en: 'First mile', zh: '推流首段' },
  up: { en: '{line}, {rate} up', zh: '{line}，上行 {rate}' },
  down: { en: '{line}, {rate} down', zh: '{line}，下行 {rate}' },
  haul: { en: 'by {haul}', zh: '跨境 {haul}' },

  viewers: { en: '{count} viewers', zh: '{count} 位观众' },
  thereAt: { en: 'at {time} there', zh: '当地 {time}' },
  onAir: { en: 'On air', zh: '开播' },
  china: { en: '{time} in China', zh: '中国时间 {time}' },
  event: { en: 'Event', zh: '事件' },
  eventAt: { en: '{span}: {effect} ({where})', zh: '{span}：{effect}（{where}）' },
  variant: { en: 'Variant {name}', zh: '方案 {name}' },
  base: { en: 'base', zh: '基准（直播本身）' },
  limits: { en: 'Limits', zh: '界限' },
  limitsFor: { en: 'Limits, {region}', zh: '界限（{region}）' },
  byDefault: { en: 'by default also {limits}', zh: '默认另有 {limits}' },
} as const satisfies Record<string, Text>;
