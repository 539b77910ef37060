// Packet loss: packetsLost over packetsLost + packetsReceived of the video, both counted within the window; what the viewer counts as
// lost because the first mile had lost it is left out, as far as our origin knows of it: see own-losses.ts.
// Source: W3C webrtc-stats, inbound-rtp. Duplicates make packetsLost fall; a total below zero is no loss.

import type { Metric } from '../metric.ts';
import { counterSteps, stepAt } from '../series/counters.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { seriesOver } from '../series/series.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { type OwnPackets, ownPackets, ownPacketsOfStep, VIDEO_PACKETS } from './own-losses.ts';

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
    const packets = ownPackets(viewer, take, window);
    if ('reason' in packets) return noData('fraction', packets.reason);
    const loss = lossFraction(packets);
    return loss === undefined
      ? noData('fraction', 'no video packet was due or received')
      : singleValue('fraction', loss);
  },
  series(viewer, take) {
    const steps = counterSteps(viewer.stats, VIDEO_PACKETS);
    return seriesOver(take, (second) => {
      const step = stepAt(steps, second);
      const packets = step && ownPacketsOfStep(viewer, take, step);
      return packets && lossFraction(packets);
    });
  },
};

function lossFraction({ lost, received }: OwnPackets): number | undefined {
  const due = lost + received;
  return due > 0 ? lost / due : undefined;
}
