import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CannotMeasureError } from '../lib/errors.ts';
import type { FileContent } from './report.ts';

/**
 * Writes a file so that it appears whole or not at all, in a folder made if missing. Throws CannotMeasureError if that fails:
 * disk full, no permission.
 */
export async function writeFileAtomic(target: string, content: FileContent): Promise<void> {
  const part = `${target}.part`;
  try {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(part, content);
    await rename(part, target);
  } catch (cause) {
    await rm(part, { force: true }).catch(() => {});
    const code = (cause as NodeJS.ErrnoException).code;
    // Content that is made while it is written may fail by itself.
    if (code === undefined) throw cause;
    throw new CannotMeasureError(
      `${target} cannot be written: ${code === 'ENOSPC' ? 'the disk is full' : String(cause)}`,
      'The recordings are kept: once there is room, `longhaul report` with their directory writes the reports.',
      { cause },
    );
  }
}
