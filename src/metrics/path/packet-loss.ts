// packetsLost over packetsLost + packetsReceived of the video within the window. Packets that the first mile had already lost are
// excluded as far as our origin knows of them, and so are those received because they were sent again; see own-losses.ts.
// Source: W3C webrtc-stats, inbound-rtp. Duplicates make packetsLost fall; a total below zero means no loss.

import type { ValueMetric } from '../metric.ts';
import { counterSteps, stepAt } from '../series/counters.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { seriesOver } from '../series/series.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { type OwnPackets, ownPackets, ownPacketsOfStep, VIDEO_PACKETS } from './own-losses.ts';

export const packetLoss: ValueMetric = {
  id: 'packetLoss',
  label: { en: 'Packet loss', zh: '丢包率' },
  unit: 'fraction',
  shape: 'value',
  better: 'lower',
  definition: {
    en: 'Video packets lost between origin and viewer, of those lost and received, before any was sent again; what the first mile lost is not among them. With a server of others: all that the viewer counts as lost.',
    zh: '源站与观众之间丢失的视频包占丢失与收到总数的比例，重传之前计算，不含推流首段丢失的包；经他人服务器时为观众统计的全部丢包。',
  },
  source: 'W3C webrtc-stats, inbound-rtp packetsLost and packetsReceived',
  sentence: {
    en: '{actual} of packets are lost on the way, before any is sent again (limit {limit})',
    zh: '传输中丢失 {actual} 的数据包（重传之前，上限 {limit}）',
  },
  margin: 'by-unit',
  errorLaw: { value: 0 },
  prominence: 'ordinary',
  evidence: [],
  improvesWithBitrate: false,
  defaultBudget: 'none',
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
