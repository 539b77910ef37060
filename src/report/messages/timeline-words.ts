import type { Text } from './words.ts';

/** Texts about what happened second by second: charts of viewers, tracks of paths, moments in words. */
export const TIMELINE_WORDS = {
  most: { en: 'max {max}', zh: '最大 {max}' },
  title: { en: 'Second by second', zh: '逐秒变化' },
  note: {
    en: 'Seconds since measuring began. A gap in a line is a second without data.',
    zh: '横轴为测量开始后的秒数。曲线断开处表示该秒没有数据。',
  },
  ofTake: { en: 'Take with {take}.', zh: '{take} 的轮次。' },
  moreCharts: { en: 'More charts: {count}', zh: '其他图表：{count}' },
  noSeries: { en: 'Nothing was recorded second by second.', zh: '没有逐秒记录。' },
  noPoints: { en: 'no data in any second', zh: '任何一秒都没有数据' },
  legendLimit: { en: '{bound} {limit}', zh: '{bound} {limit}' },
  legendLimitOf: { en: '{bound} {limit} ({where})', zh: '{bound} {limit}（{where}）' },
  upperLimit: { en: 'limit', zh: '上限' },
  lowerLimit: { en: 'limit', zh: '下限' },
  legendInvalid: { en: 'second the machine may have spoilt', zh: '可能受本机影响的秒' },
  lanesNote: { en: 'A mark’s height is the share of that second.', zh: '标记高度表示该秒内所占比例。' },

  // Paths: viewers and links on one time axis.
  paths: { en: 'Path by path, second by second', zh: '各路径逐秒实况' },
  pathsNote: {
    en: 'One time axis for a region’s viewers and the links they are behind. What stands in one column happened at the same time; that is evidence, not proof of cause.',
    zh: '同一地区的观众与其所经链路共用时间轴。同一列中的现象同时发生，可作线索，但不能证明因果。',
  },
  studioCard: { en: 'Studio: shared by every region', zh: '直播间：各地区共用' },
  still: { en: 'picture stands still', zh: '画面卡住' },
  stillAll: { en: 'standing still, mean of all viewers', zh: '画面卡住，全体观众平均' },
  latency: { en: 'latency', zh: '延迟' },
  lost: { en: 'lost', zh: '丢包' },
  wait: { en: 'queue wait', zh: '排队' },
  rate: { en: 'rate, used and available', zh: '速率：已用与可用' },
  delay: { en: 'delay applied', zh: '施加的延迟' },
  causeRandom: { en: 'at random', zh: '随机丢失' },
  causeBurst: { en: 'in bursts', zh: '突发丢失' },
  causeQueue: { en: 'queue full', zh: '队列满' },
  causeBlackout: { en: 'blackout', zh: '中断' },
  keyWait: { en: 'wait in the queue (p95, line: longest)', zh: '排队时间（p95，细线为最长）' },
  keyUse: { en: 'rate used', zh: '已用速率' },
  keyRoom: { en: 'rate available', zh: '可用速率' },
  keyEvent: { en: 'event or blackout', zh: '事件或中断' },
  quiet: { en: 'Nothing to show for: {list}.', zh: '以下链路无异常：{list}。' },
  moreViewers: {
    en: '{count} more viewers are not drawn; result.json has them.',
    zh: '另有 {count} 位观众未绘出，见 result.json。',
  },
  stretched: {
    en: 'A long take: each mark stands for {count} s and shows their worst.',
    zh: '轮次较长：每个标记代表 {count} s，取其中最差值。',
  },

  // Moments: when pictures stood still, in words.
  moments: { en: 'When pictures stood still, and what happened meanwhile', zh: '画面卡住的时刻与同时的网络状况' },
  momentStill: { en: '{viewer} stands still for {time}', zh: '{viewer} 卡住 {time}' },
  momentStillSome: { en: '{viewer} stands still', zh: '{viewer} 卡住' },
  momentNone: { en: 'Nobody’s picture stood still.', zh: '没有观众的画面卡住。' },
  momentFact: { en: 'Picture still at {span}; meanwhile: {facts}.', zh: '{span} 画面卡住，同时：{facts}。' },
  momentUnexplained: { en: 'nothing on the network stood out', zh: '网络上没有明显异常' },
  momentQueue: { en: '{link} full: {share} dropped', zh: '{link}拥塞：丢弃 {share}' },
  momentLost: { en: '{link} lost {share}', zh: '{link}丢包 {share}' },
  momentWait: { en: 'waits of up to {ms} at {link}', zh: '{link}排队最长 {ms}' },
  momentRate: { en: '{link} down to {rate}', zh: '{link}降到 {rate}' },
  momentSource: { en: 'the source itself gave no new picture for {time}', zh: '信号源自身有 {time} 没有新画面' },
  momentMachine: { en: 'the machine may have spoilt it', zh: '可能受本机影响' },
  momentsLess: { en: '{count} shorter ones are not listed.', zh: '另有 {count} 次较短的未列出。' },
} as const satisfies Record<string, Text>;
