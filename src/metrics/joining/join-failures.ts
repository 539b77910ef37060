// Join failures: 1 if the viewer never joined, else 0; failed attempts before a successful one show in joinTime.
// Source: ours, after Agora Analytics' join success rate (a user's join, not each attempt of it).

import type { Metric } from '../metric.ts';
import { noData, singleValue } from '../series/values.ts';
import { firstEvent, NEVER_TRIED } from './joining.ts';

export const joinFailures: Metric = {
  id: 'joinFailures',
  label: 'Join failures',
  labelZh: '加入失败次数',
  unit: 'count',
  shape: 'value',
  better: 'lower',
  definition: '1 if the viewer never joined, however often it tried; 0 if it did, even at a second attempt.',
  source: 'longhaul',
  measure(viewer) {
    if (firstEvent(viewer, 'joined')) return singleValue('count', 0);
    return firstEvent(viewer, 'join-started') ? singleValue('count', 1) : noData('count', NEVER_TRIED);
  },
};
