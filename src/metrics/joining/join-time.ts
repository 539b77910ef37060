// Join time: from the start of the viewer's first attempt to join until it is connected, failed attempts included.
// Source: ours; connected is RTCPeerConnection.connectionState "connected".

import type { Metric } from '../metric.ts';
import { noData, singleValue } from '../series/values.ts';
import { firstEvent, NEVER_TRIED } from './joining.ts';

export const joinTime: Metric = {
  id: 'joinTime',
  label: 'Join time',
  labelZh: '加入耗时',
  unit: 'ms',
  shape: 'value',
  better: 'lower',
  definition: "From the start of the viewer's first attempt to join until it is connected, failed attempts included.",
  source: 'longhaul',
  measure(viewer) {
    const started = firstEvent(viewer, 'join-started');
    const joined = firstEvent(viewer, 'joined');
    if (started === undefined) return noData('ms', NEVER_TRIED);
    return joined === undefined
      ? noData('ms', 'the viewer never joined')
      : singleValue('ms', joined.atMs - started.atMs);
  },
};
