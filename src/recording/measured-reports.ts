import { MEASURED_FIELDS, type MeasuredReport } from '../model/measured-stats.ts';
import type { StatsReport } from '../model/w3c-stats.ts';

/** What is kept in memory of statistics: an hour of fifty viewers has a million reports. */
export function measuredReports(reports: readonly StatsReport[]): readonly MeasuredReport[] {
  return reports.flatMap((report) => {
    switch (report.type) {
      case 'inbound-rtp':
      case 'candidate-pair':
        return [picked(report)];
      case 'remote-outbound-rtp':
      case 'media-playout':
        return [];
      default:
        return [report];
    }
  });
}

function picked(report: Extract<StatsReport, { type: keyof typeof MEASURED_FIELDS }>): MeasuredReport {
  const fields: Record<string, unknown> = {};
  for (const field of MEASURED_FIELDS[report.type]) {
    const value = report[field as keyof typeof report];
    if (value !== undefined) fields[field] = value;
  }
  return fields as unknown as MeasuredReport;
}
