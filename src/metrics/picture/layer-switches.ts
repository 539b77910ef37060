// Number of times that the origin decided within the window to send the viewer another layer of the stream.
// Source: ours; sfu/bwe/layer-chooser.ts.

import type { ValueMetric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { layerSeconds, ONE_LAYER } from './layer-seconds.ts';

export const layerSwitches: ValueMetric = {
  id: 'layerSwitches',
  label: { en: 'Layer switches', zh: '层切换次数' },
  unit: 'count',
  shape: 'value',
  better: 'lower',
  definition: {
    en: 'How often the origin decided within the measured time to send the viewer another layer of the stream.',
    zh: '测量时段内源站决定为该观众切换所发送的层的次数。',
  },
  source: 'longhaul',
  sentence: 'plain',
  margin: 'by-unit',
  errorLaw: 'unknown',
  prominence: 'ordinary',
  evidence: [],
  improvesWithBitrate: false,
  defaultBudget: 'none',
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('count', NO_WINDOW);
    const seconds = layerSeconds(viewer, take, window);
    if (seconds.length === 0) return noData('count', ONE_LAYER);
    return singleValue(
      'count',
      seconds.reduce((sum, { layerSwitches: decided = [] }) => sum + decided.length, 0),
    );
  },
};
