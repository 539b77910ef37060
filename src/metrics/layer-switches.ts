// Layer switches: how often the origin decided within the window to send the viewer another layer of the stream.
// Source: ours; media/origin/bandwidth/layer-chooser.ts.
import { layerSeconds, ONE_LAYER } from './layer-seconds.ts';
import { measuredWindow } from './measured-window.ts';
import type { Metric } from './metric.ts';
import { NO_WINDOW, noData, singleValue } from './values.ts';

export const layerSwitches: Metric = {
  id: 'layerSwitches',
  label: 'Layer switches',
  labelZh: '层切换次数',
  unit: 'count',
  shape: 'value',
  better: 'lower',
  definition: 'How often the origin decided within the measured time to send the viewer another layer of the stream.',
  source: 'longhaul',
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
