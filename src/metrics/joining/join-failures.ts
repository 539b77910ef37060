// 1 if the viewer never joined, else 0; failed attempts before a successful one show in joinTime.
// Source: ours, after Agora Analytics' join success rate (per user, not per attempt).

import { atMost } from '../bound.ts';
import type { ValueMetric } from '../metric.ts';
import { noData, singleValue } from '../series/values.ts';
import { firstEvent, NEVER_TRIED } from './joining.ts';

export const joinFailures: ValueMetric = {
  id: 'joinFailures',
  label: { en: 'Join failures', zh: '加入失败次数' },
  unit: 'count',
  shape: 'value',
  better: 'lower',
  definition: {
    en: '1 if the viewer never joined, however often it tried; 0 if it did, even at a second attempt.',
    zh: '观众始终未能加入记 1，与尝试次数无关；最终加入（哪怕第二次才成功）记 0。',
  },
  source: 'longhaul',
  sentence: {
    en: 'at least one viewer never got in',
    zh: '至少有一位观众始终未能进入直播',
  },
  // One viewer in ten.
  margin: 0.1,
  errorLaw: { value: 0 },
  prominence: 1,
  evidence: [],
  improvesWithBitrate: false,
  defaultBudget: { statistic: 'value', ready: atMost(0), holdsForForeignStreams: true },
  measure(viewer) {
    if (firstEvent(viewer, 'joined')) return singleValue('count', 0);
    return firstEvent(viewer, 'join-started') ? singleValue('count', 1) : noData('count', NEVER_TRIED);
  },
};
