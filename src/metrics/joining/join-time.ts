// Time from the start of the viewer's first attempt to join until it is connected.
// Source: ours; connected means RTCPeerConnection.connectionState "connected".

import type { ValueMetric } from '../metric.ts';
import { noData, singleValue } from '../series/values.ts';
import { firstEvent, NEVER_TRIED } from './joining.ts';

export const joinTime: ValueMetric = {
  id: 'joinTime',
  label: { en: 'Join time', zh: '加入耗时' },
  unit: 'ms',
  shape: 'value',
  better: 'lower',
  definition: {
    en: "From the start of the viewer's first attempt to join until it is connected, failed attempts included.",
    zh: '从观众第一次尝试加入到连接建立的时间，包含失败的尝试。',
  },
  source: 'longhaul',
  sentence: {
    en: 'getting in takes {actual} ({statistic}limit {limit})',
    zh: '进入直播耗时 {actual}（{statistic}上限 {limit}）',
  },
  // As of the first frame, which follows it.
  margin: 500,
  errorLaw: { value: 4.2, onlyWorse: true },
  prominence: 6,
  evidence: [],
  improvesWithBitrate: false,
  defaultBudget: 'none',
  measure(viewer) {
    const started = firstEvent(viewer, 'join-started');
    const joined = firstEvent(viewer, 'joined');
    if (started === undefined) return noData('ms', NEVER_TRIED);
    return joined === undefined
      ? noData('ms', 'the viewer never joined')
      : singleValue('ms', joined.atMs - started.atMs);
  },
};
