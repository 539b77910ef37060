import type { LoadedReport } from './report.ts';

/**
 * Report formats, one file and one line each. Each is loaded by itself: if its libraries do not load on a machine (charts are
 * drawn by native code), the others and the verdict must still come out.
 */
export const REPORTS = {
  json: async () => (await import('./formats/json-report.ts')).jsonReport,
  html: async () => (await import('./formats/html-report.ts')).htmlReport,
  charts: async () => (await import('./formats/chart-report.ts')).chartReport,
  junit: async () => (await import('./formats/junit-report.ts')).junitReport,
  markdown: async () => (await import('./formats/markdown-report.ts')).markdownReport,
  otlp: async () => (await import('./formats/otlp-report.ts')).otlpReport,
} satisfies Record<string, LoadedReport>;

export type ReportFormat = keyof typeof REPORTS;
