// Packet loss: packetsLost over packetsLost + packetsReceived of the video, both counted within the window; what the viewer counts as
// lost because the first mile had lost it is left out, as far as our origin knows of it.
// Source: W3C webrtc-stats, inbound-rtp. Duplicates make packetsLost fall; a total below zero is no loss.
import { type CounterQuery, countedIn, counterSteps, stepAt } from './counters.ts';
import { holesPassedOn } from './holes-passed-on.ts';
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
  definition:
    'Video packets lost between origin and viewer, of those lost and received, before any was sent again; what the first mile lost is not among them. With a server of others: all that the viewer counts as lost.',
  source: 'W3C webrtc-stats, inbound-rtp packetsLost and packetsReceived',
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('fraction', NO_WINDOW);
    const total = countedIn(viewer.stats, VIDEO_PACKETS, window);
    if (total.type === 'no-data') return noData('fraction', total.reason);
    const passedOn = holesPassedOn(viewer, take, window);
    if (passedOn === undefined)
      return noData(
        'fraction',
        'the first mile lost packets, and this recording does not tell them from the viewer’s own',
      );
    const loss = lossFraction(total.counted, passedOn);
    return loss === undefined
      ? noData('fraction', 'no video packet was due or received')
      : singleValue('fraction', loss);
  },
  series(viewer, take) {
    const steps = counterSteps(viewer.stats, VIDEO_PACKETS);
    return seriesOver(take, (second) => {
      const step = stepAt(steps, second);
      const passedOn = step && holesPassedOn(viewer, take, step);
      return passedOn === undefined ? undefined : step && lossFraction(step.counted, passedOn);
    });
  },
};

function lossFraction(
  { packetsLost, packetsReceived }: Readonly<Record<Field, number>>,
  passedOn: number,
): number | undefined {
  const lost = Math.max(0, packetsLost - passedOn);
  const due = lost + packetsReceived;
  return due > 0 ? lost / due : undefined;
}
