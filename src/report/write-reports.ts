import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CannotMeasureError } from '../lib/errors.ts';
import type { Result } from '../model/result.ts';
import { REPORTS, type ReportFormat } from './registry.ts';
import type { Report } from './report.ts';

/**
 * Writes the formats (all, unless named) into `directory` (made if missing), replacing what an earlier call left, and gives the paths in
 * the order written, result.json first. Each file appears whole or not at all. Throws CannotMeasureError when it
 * cannot write: disk full, no permission.
 */
export async function writeReports(
  result: Result,
  directory: string,
  formats: readonly ReportFormat[] = Object.keys(REPORTS) as ReportFormat[],
): Promise<string[]> {
  const reports: readonly Report[] = formats.map((format) => REPORTS[format]);
  const paths: string[] = [];
  for (const report of reports)
    for (const { path, content } of report(result)) {
      const target = join(directory, path);
      await writeWhole(target, content);
      paths.push(target);
    }
  return paths;
}

async function writeWhole(target: string, content: string | Uint8Array): Promise<void> {
  const part = `${target}.part`;
  try {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(part, content);
    await rename(part, target);
  } catch (cause) {
    await rm(part, { force: true }).catch(() => {});
    const code = (cause as NodeJS.ErrnoException).code;
    throw new CannotMeasureError(
      `${target} cannot be written: ${code === 'ENOSPC' ? 'the disk is full' : String(cause)}`,
      'The recordings are kept: once there is room, `longhaul report` with their directory writes the reports.',
      { cause },
    );
  }
}
