import type { MeasuredReport } from '../model/recording/measured-stats.ts';
import {
  COMMON_FIELDS,
  isStatsType,
  STATS_TYPES,
  type StatsReport,
  type StatsType,
  statsFields,
} from '../model/recording/w3c-stats.ts';

/** Fields to keep by report type: `[]` drops the report, `undefined` keeps it whole. */
const MEASURED: ReadonlyMap<StatsType, readonly string[] | undefined> = new Map(
  STATS_TYPES.map((type) => [type, fieldsToKeep(type)]),
);

function fieldsToKeep(type: StatsType): readonly string[] | undefined {
  const measured = statsFields(type, ({ use }) => use === 'measured');
  if (measured.length === 0) return [];
  return measured.length === statsFields(type).length ? undefined : [...COMMON_FIELDS, ...measured];
}

/** Returns the fields of a report to keep in memory: `[]` drops the report, `undefined` keeps every field. */
export function measuredFields({ type }: { readonly type?: unknown }): readonly string[] | undefined {
  return isStatsType(type) ? MEASURED.get(type) : undefined;
}

/** Returns what is kept in memory of statistics: one hour with fifty viewers has a million reports. */
export function measuredReports(reports: readonly StatsReport[]): readonly MeasuredReport[] {
  return reports.flatMap((report) => {
    const wanted = measuredFields(report);
    return wanted?.length === 0 ? [] : [pickFields(report, wanted)];
  });
}

/** Returns the report itself where it has no other fields: the reader has dropped them from packed lines already. */
function pickFields(report: StatsReport, wanted: readonly string[] | undefined): MeasuredReport {
  const keys = Object.keys(report);
  // The fields that are kept are those of MeasuredReport; both come from the same table.
  const whole = report as unknown as MeasuredReport;
  if (wanted === undefined || (keys.length <= wanted.length && keys.every((key) => wanted.includes(key)))) return whole;
  return Object.fromEntries(
    Object.entries(report).filter(([key, value]) => wanted.includes(key) && value !== undefined),
  ) as unknown as MeasuredReport;
}
