// The origin's estimate of the viewer's downlink, mean over the window's seconds. Probes raise it only as far as the next layer
// needs: above the highest layer it means "enough", not how much.
// Source: ours; sfu/bwe/downlink-estimate.ts, after draft-ietf-rmcat-gcc-02.

import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import type { ValueMetric } from '../metric.ts';
import { layerSeconds, ONE_LAYER } from '../picture/layer-seconds.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { seriesOver } from '../series/series.ts';
import type { Span } from '../series/span.ts';
import { meanOf, NO_WINDOW, noData, singleValue } from '../series/values.ts';

export const downlinkEstimate: ValueMetric = {
  id: 'downlinkEstimate',
  label: { en: 'Downlink estimate', zh: '下行带宽估计' },
  unit: 'bps',
  shape: 'value',
  better: 'neither',
  definition: {
    en: 'What the origin took the way to the viewer to carry when it chose a layer; above the highest layer it stays near what that needs.',
    zh: '源站选择层时对该观众下行线路承载能力的估计；高于最高层所需后不再上探。',
  },
  source: 'longhaul, after draft-ietf-rmcat-gcc-02',
  sentence: 'plain',
  margin: 'not-judged',
  errorLaw: 'unknown',
  prominence: 'ordinary',
  evidence: [],
  improvesWithBitrate: false,
  defaultBudget: 'none',
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('bps', NO_WINDOW);
    if (layerSeconds(viewer, take, window).length === 0) return noData('bps', ONE_LAYER);
    const mean = meanIn(viewer, take, window);
    return mean === undefined ? noData('bps', 'the viewer sent no transport-cc feedback') : singleValue('bps', mean);
  },
  series: (viewer, take) => seriesOver(take, (second) => meanIn(viewer, take, second)),
};

function meanIn(viewer: RecordedViewer, take: RecordedTake, span: Span): number | undefined {
  return meanOf(layerSeconds(viewer, take, span).flatMap(({ estimateBps }) => estimateBps ?? []));
}
