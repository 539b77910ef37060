import type { LoadedReport } from './report.ts';

/**
 * The formats a rehearsal is reported in; one file and one line each. Each is loaded by itself: one whose libraries do not load
 * on a machine (charts are drawn by native code) must not keep the others, or the verdict, from anyone.
 */
export const REPORTS = {
  json: async () => (await import('./json-report.ts')).jsonReport,
  html: async () => (await import('./html-report.ts')).htmlReport,
  charts: async () => (await import('./chart-report.ts')).chartReport,
  junit: async () => (await import('./junit-report.ts')).junitReport,
  markdown: async () => (await import('./markdown-report.ts')).markdownReport,
} satisfies Record<string, LoadedReport>;

export type ReportFormat = keyof typeof REPORTS;
