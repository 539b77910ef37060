import type { MeasuredReport } from './measured-stats.ts';
import type { StatsReport } from './w3c-stats.ts';

/** Report on received media, whole or as far as it is measured. */
export type Inbound<R extends StatsReport | MeasuredReport> = Extract<R, { readonly type: 'inbound-rtp' }>;

/** Returns the inbound report of a kind; of several (after renegotiation), the one that carries most. */
export function inboundReport<R extends StatsReport | MeasuredReport>(
  reports: readonly R[],
  kind: 'audio' | 'video',
): Inbound<R> | undefined {
  let most: Inbound<R> | undefined;
  for (const report of reports)
    if (report.type === 'inbound-rtp' && report.kind === kind)
      if (most === undefined || (report.bytesReceived ?? -1) > (most.bytesReceived ?? -1)) most = report as Inbound<R>;
  return most;
}
