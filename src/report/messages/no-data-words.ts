import type { Text } from './words.ts';

/** Chinese for the reasons that metrics and verdicts give word for word. */
const EXACT: Readonly<Record<string, string>> = {
  'the measured window never opened': '测量时段从未开始',
  'the value could not be computed': '数值无法计算',
  'the viewer never tried to join': '该观众从未尝试加入',
  'the viewer never joined': '该观众始终未能加入',
  'the viewer never saw a frame': '该观众从未看到画面',
  'the viewer saw no frame in the measured time': '该观众在测量时段内没有看到画面',
  'no round trip was measured in the measured time': '测量时段内没有测到往返时延',
  'no video packet was due or received': '没有应收或已收的视频包',
  'no sound was played out': '没有播放任何声音',
  'the recording tells nothing of the sound': '录制中没有声音测量数据',
  'no mark in the sound was heard in the measured time': '测量时段内没有听到声音标记',
  'sound and picture were never there together': '声音与画面从未同时出现',
  'no frame was made in time to be judged': '没有可供评判的画面帧',
  'the encoder made no frame': '编码器没有输出画面',
  'the publisher gave no such statistics': '推流端没有给出该统计数据',
  'the origin did not count frames': '源站没有统计帧数',
  'the first mile lost packets, and this recording does not tell them from the viewer’s own':
    '首公里有丢包，而该录制未将其与观众自身线路的丢包分开',
  'no frame was held against the true one': '没有画面帧与原始画面比较',
  'no video was delivered': '没有送达任何视频',
  'no picture size was noted': '没有记录画面尺寸',
  'no blackout ended in the measured time': '测量时段内没有断网结束',
  'the region has no viewer': '该地区没有观众',
  'this metric was not measured': '该指标没有测量',
};

/** Reasons with numbers in them. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/^statistics cover only ([\d.]+) of ([\d.]+) s of the measured time$/, '统计数据只覆盖测量时段 $2 s 中的 $1 s'],
  [
    /^the publisher's picture needed only (\d+) of (\d+) kbps: the load asked for was never on the network$/,
    '推流画面只需 $1 kbps（设定 $2 kbps）：网络从未承载所设的负荷',
  ],
  [
    /^the origin counted (\d+) whole and (\d+) broken frames of (\d+) sent: that does not add up$/,
    '源站在发送的 $3 帧中统计到完整 $1 帧、残缺 $2 帧，数目不符',
  ],
];

/** The reason in both languages; one not known here stays in English. */
export function noDataReason(reason: string): Text {
  if (Object.hasOwn(EXACT, reason)) return { en: reason, zh: EXACT[reason] ?? reason };
  const [pattern, words] = PATTERNS.find(([candidate]) => candidate.test(reason)) ?? [];
  return { en: reason, zh: pattern === undefined || words === undefined ? reason : reason.replace(pattern, words) };
}
