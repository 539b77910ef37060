import { chartReport } from './chart-report.ts';
import { htmlReport } from './html-report.ts';
import { jsonReport } from './json-report.ts';
import { junitReport } from './junit-report.ts';
import { markdownReport } from './markdown-report.ts';
import type { Report } from './report.ts';

/** The formats a rehearsal is reported in; one file and one line each. */
export const REPORTS = {
  json: jsonReport,
  html: htmlReport,
  charts: chartReport,
  junit: junitReport,
  markdown: markdownReport,
} satisfies Record<string, Report>;

export type ReportFormat = keyof typeof REPORTS;
