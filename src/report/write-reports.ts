import { join } from 'node:path';
import type { PictureBook } from '../model/pictures.ts';
import type { Result } from '../model/result.ts';
import { REPORTS, type ReportFormat } from './registry.ts';
import type { Report } from './report.ts';
import { writeWhole } from './write-whole.ts';

export interface WriteOptions {
  readonly formats?: readonly ReportFormat[];
  /** None, unless given. */
  readonly pictures?: PictureBook;
}

/**
 * Writes the formats (all, unless named) into `directory` (made if missing), replacing what an earlier call left, and gives the paths in
 * the order written, result.json first. Each file appears whole or not at all. Throws CannotMeasureError when it
 * cannot write: disk full, no permission.
 */
export async function writeReports(
  result: Result,
  directory: string,
  { formats = Object.keys(REPORTS) as ReportFormat[], pictures = [] }: WriteOptions = {},
): Promise<string[]> {
  const reports: readonly Report[] = formats.map((format) => REPORTS[format]);
  const paths: string[] = [];
  for (const report of reports)
    for (const { path, content } of report(result, pictures)) {
      const target = join(directory, path);
      await writeWhole(target, content);
      paths.push(target);
    }
  return paths;
}
