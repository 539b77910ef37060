import type { Report, StatsType, W3C_STATS } from './w3c-stats.ts';

type MeasuredField<T extends StatsType> = {
  [Name in keyof (typeof W3C_STATS)[T]]: (typeof W3C_STATS)[T][Name] extends { readonly use: 'measured' }
    ? Name
    : never;
}[keyof (typeof W3C_STATS)[T]];

/**
 * A report as metrics and validity see it: every viewer gives one each second, so the fields that are only recorded
 * stay in the file. The compiler rejects a metric that asks for one of those.
 */
type Measured<T extends StatsType> = [MeasuredField<T>] extends [never]
  ? never
  : Pick<Report<T>, Extract<'id' | 'timestamp' | 'type' | MeasuredField<T>, keyof Report<T>>>;

export type MeasuredInbound = Measured<'inbound-rtp'>;
export type MeasuredPair = Measured<'candidate-pair'>;

export type MeasuredReport = { [T in StatsType]: Measured<T> }[StatsType];
