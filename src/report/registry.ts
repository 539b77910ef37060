import type { Text } from '../model/result/text.ts';
import { WRITING_WORDS } from './messages/writing-words.ts';
import type { LoadedReport } from './report.ts';

/** A format: the noun for its files, and how to load it. */
interface ReportEntry {
  readonly noun: string | Text;
  readonly load: LoadedReport;
}

/**
 * Report formats, one file and one line each. Each is loaded by itself: if its libraries do not load on a machine (charts are
 * drawn by native code), the others and the verdict must still come out.
 */
export const REPORTS = {
  json: { noun: 'result.json', load: async () => (await import('./formats/json-report.ts')).jsonReport },
  html: { noun: 'index.html', load: async () => (await import('./formats/html-report.ts')).htmlReport },
  charts: { noun: WRITING_WORDS.charts, load: async () => (await import('./formats/chart-report.ts')).chartReport },
  junit: { noun: 'junit.xml', load: async () => (await import('./formats/junit-report.ts')).junitReport },
  markdown: { noun: 'summary.md', load: async () => (await import('./formats/markdown-report.ts')).markdownReport },
  otlp: { noun: 'otlp.json', load: async () => (await import('./formats/otlp-report.ts')).otlpReport },
} satisfies Record<string, ReportEntry>;

export type ReportFormat = keyof typeof REPORTS;
