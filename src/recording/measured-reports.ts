import { MEASURED_FIELDS, type MeasuredReport } from '../model/recording/measured-stats.ts';
import type { StatsReport } from '../model/recording/w3c-stats.ts';

type Picked = Extract<StatsReport, { type: keyof typeof MEASURED_FIELDS }>;
type Unmeasured = Exclude<StatsReport, MeasuredReport | Picked>;

/** No metric asks for them. */
const UNMEASURED: ReadonlySet<unknown> = new Set<Unmeasured['type']>(['remote-outbound-rtp', 'media-playout']);

/** Of a report like this one, the fields to keep in memory: none of what nobody asks for, undefined for all of them. */
export function measuredFields(report: Readonly<Record<string, unknown>>): readonly string[] | undefined {
  if (UNMEASURED.has(report.type)) return [];
  return isPicked(report) ? MEASURED_FIELDS[report.type] : undefined;
}

/** What is kept in memory of statistics: an hour of fifty viewers has a million reports. */
export function measuredReports(reports: readonly StatsReport[]): readonly MeasuredReport[] {
  return reports.filter(isMeasured).map((report) => (isPicked(report) ? picked(report) : report));
}

function isMeasured(report: StatsReport): report is Exclude<StatsReport, Unmeasured> {
  return !UNMEASURED.has(report.type);
}

function isPicked(report: { readonly type?: unknown }): report is Picked {
  return typeof report.type === 'string' && Object.hasOwn(MEASURED_FIELDS, report.type);
}

/** The report itself, where it was read with no more than what is measured. */
function picked(report: Picked): MeasuredReport {
  const wanted: readonly string[] = MEASURED_FIELDS[report.type];
  const keys = Object.keys(report);
  if (keys.length <= wanted.length && keys.every((key) => wanted.includes(key))) return report;
  return Object.fromEntries(
    Object.entries(report).filter(([key, value]) => wanted.includes(key) && value !== undefined),
  ) as unknown as MeasuredReport;
}
