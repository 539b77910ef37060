// Packets whose sound was played from a copy in a later one: RED (RFC 2198), or Opus' in-band FEC.
// Source: W3C webrtc-stats, inbound-rtp fecPacketsReceived and fecPacketsDiscarded.

import type { ValueMetric } from '../metric.ts';
import type { CounterQuery } from '../series/counters.ts';
import { overCounters } from '../series/over-counters.ts';
import { inboundRtp } from '../series/stats-reports.ts';

type Field = 'fecPacketsReceived' | 'fecPacketsDiscarded' | 'packetsReceived';

const COPIES: CounterQuery<Field> = {
  fields: ['fecPacketsReceived', 'fecPacketsDiscarded', 'packetsReceived'],
  rising: 'packetsReceived',
  select: (reports) => inboundRtp(reports, 'audio'),
};

export const audioCopiesUsed: ValueMetric = {
  id: 'audioCopiesUsed',
  label: { en: 'Audio repaired by copies', zh: '冗余修复的音频包' },
  unit: 'count',
  shape: 'value',
  better: 'neither',
  definition: {
    en: 'Number of lost packets whose sound was played from its copy in a later one: RED, or Opus’ in-band FEC.',
    zh: '丢失后靠后续包中的副本（RED 或 Opus 带内 FEC）恢复播放的音频包数。',
  },
  source: 'W3C webrtc-stats, inbound-rtp fecPacketsReceived and fecPacketsDiscarded',
  sentence: 'plain',
  margin: 'not-judged',
  errorLaw: 'unknown',
  prominence: 'ordinary',
  evidence: [],
  improvesWithBitrate: false,
  defaultBudget: 'none',
  ...overCounters({ unit: 'count', query: COPIES, read: usedOf, nothingCounted: 'no packet was received' }),
};

function usedOf({ fecPacketsReceived, fecPacketsDiscarded }: Readonly<Record<Field, number>>): number {
  return Math.max(0, fecPacketsReceived - fecPacketsDiscarded);
}
