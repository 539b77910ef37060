// Packet loss: packetsLost over packetsLost + packetsReceived of the video, both counted within the window.
// Source: W3C webrtc-stats, inbound-rtp. Duplicates make packetsLost fall; a total below zero is no loss.
import { type CounterQuery, countedIn, counterSteps, stepAt } from './counters.ts';
import { measuredWindow } from './measured-window.ts';
import type { Metric } from './metric.ts';
import { seriesOver } from './series.ts';
import { inboundRtp } from './stats-reports.ts';
import { NO_WINDOW, noData, singleValue } from './values.ts';

type Field = 'packetsLost' | 'packetsReceived';

const VIDEO_PACKETS: CounterQuery<Field> = {
  fields: ['packetsLost', 'packetsReceived'],
  rising: 'packetsReceived',
  select: (reports) => inboundRtp(reports, 'video'),
};

export const packetLoss: Metric = {
  id: 'packetLoss',
  label: 'Packet loss',
  labelZh: '丢包率',
  unit: 'fraction',
  shape: 'value',
  better: 'lower',
  definition: 'Video packets lost, of those lost and received, before any was sent again.',
  source: 'W3C webrtc-stats, inbound-rtp packetsLost and packetsReceived',
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('fraction', NO_WINDOW);
    const total = countedIn(viewer.stats, VIDEO_PACKETS, window);
    if (total.type === 'no-data') return noData('fraction', total.reason);
    const loss = lossFraction(total.counted);
    return loss === undefined
      ? noData('fraction', 'no video packet was due or received')
      : singleValue('fraction', loss);
  },
  series(viewer, take) {
    const steps = counterSteps(viewer.stats, VIDEO_PACKETS);
    return seriesOver(take, (second) => {
      const step = stepAt(steps, second);
      return step && lossFraction(step.counted);
    });
  },
};

function lossFraction({ packetsLost, packetsReceived }: Readonly<Record<Field, number>>): number | undefined {
  const due = packetsLost + packetsReceived;
  return due > 0 ? Math.max(0, packetsLost) / due : undefined;
}
