import { join } from 'node:path';
import type { PictureBook } from '../model/recording/pictures.ts';
import type { Result } from '../model/result/result.ts';
import { REPORTS, type ReportFormat } from './registry.ts';
import type { LoadedReport } from './report.ts';
import { writeWhole } from './write-whole.ts';

export interface WriteOptions {
  readonly formats?: readonly ReportFormat[];
  /** None, unless given. */
  readonly pictures?: PictureBook;
  /** Other makers than the registry's, by format. */
  readonly reports?: Partial<Record<ReportFormat, LoadedReport>>;
}

/** A format that could not be made, or not be written. */
export interface UnwrittenReport {
  readonly format: ReportFormat;
  readonly why: string;
}

export interface WrittenReports {
  /** In the order written, result.json first. */
  readonly paths: readonly string[];
  readonly unwritten: readonly UnwrittenReport[];
}

/**
 * Writes the formats (all, unless named) into `directory` (made if missing), replacing what an earlier call left. Each format
 * stands alone: one that fails is named, and the others are written all the same. Each file appears whole or not at all.
 * Throws in the end when result.json was not written, without which nothing is proved to later readers: CannotMeasureError
 * where the disk is full or may not be written to.
 */
export async function writeReports(
  result: Result,
  directory: string,
  { formats = Object.keys(REPORTS) as ReportFormat[], pictures = [], reports = {} }: WriteOptions = {},
): Promise<WrittenReports> {
  const paths: string[] = [];
  const unwritten: UnwrittenReport[] = [];
  let lost: { readonly cause: unknown } | undefined;
  for (const format of formats) {
    try {
      const report = await (reports[format] ?? REPORTS[format])();
      for (const { path, content } of report(result, pictures)) {
        const target = join(directory, path);
        await writeWhole(target, content);
        paths.push(target);
      }
    } catch (error) {
      if (format === 'json') lost = { cause: error };
      unwritten.push({ format, why: error instanceof Error ? error.message : String(error) });
    }
  }
  if (lost !== undefined) throw lost.cause;
  return { paths, unwritten };
}

/** "the charts could not be written: ..." */
export function unwrittenText({ format, why }: UnwrittenReport): string {
  const noun = {
    json: 'result.json',
    html: 'index.html',
    charts: 'charts',
    junit: 'junit.xml',
    markdown: 'summary.md',
  };
  const [firstLine = why] = why.split('\n');
  return `${noun[format]} could not be written: ${firstLine}`;
}
