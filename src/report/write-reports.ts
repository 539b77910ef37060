import { join } from 'node:path';
import { collectGarbage } from '../lib/collect-garbage.ts';
import { messageOf } from '../lib/message-of.ts';
import type { PictureBook } from '../model/recording/pictures.ts';
import type { Result } from '../model/result/result.ts';
import { fill, type Language, type Text } from './messages/words.ts';
import { WRITING_WORDS } from './messages/writing-words.ts';
import { REPORTS, type ReportFormat } from './registry.ts';
import type { LoadedReport } from './report.ts';
import { writeFileAtomic } from './write-file-atomic.ts';

export interface WriteOptions {
  /** Formats to write; all by default. */
  readonly formats?: readonly ReportFormat[];
  /** Pictures of each take; none by default. */
  readonly pictures?: PictureBook;
  /** Language of what is in one; English by default. */
  readonly language?: Language | undefined;
  /** Formats to use instead of the registry's. */
  readonly reports?: Partial<Record<ReportFormat, LoadedReport>>;
}

/** A format that could not be made or written, and why. */
export interface UnwrittenReport {
  readonly format: ReportFormat;
  readonly why: string;
}

export interface WrittenReports {
  /** Paths in the order written, result.json first. */
  readonly paths: readonly string[];
  readonly unwritten: readonly UnwrittenReport[];
}

/**
 * Writes a result in the given formats into `directory` (made if missing), replacing the files of an earlier call. Each format
 * stands alone: one that fails is returned, and the others are still written. Each file appears whole or not at all. Throws
 * after all formats if result.json was not written, without which later readers have no proof: CannotMeasureError if the disk
 * is full or not writable.
 */
export async function writeReports(
  result: Result,
  directory: string,
  { formats = Object.keys(REPORTS) as ReportFormat[], pictures = [], language = 'en', reports = {} }: WriteOptions = {},
): Promise<WrittenReports> {
  const paths: string[] = [];
  const unwritten: UnwrittenReport[] = [];
  let failure: { readonly cause: unknown } | undefined;
  for (const format of formats) {
    try {
      const report = await (reports[format] ?? REPORTS[format].load)();
      for (const { path, content } of report(result, pictures, language)) {
        const target = join(directory, path);
        await writeFileAtomic(target, content);
        paths.push(target);
      }
    } catch (error) {
      if (format === 'json') failure = { cause: error };
      unwritten.push({ format, why: messageOf(error) });
    }
    // Garbage of one format of an hour is as large as the result itself.
    collectGarbage();
  }
  if (failure !== undefined) throw failure.cause;
  return { paths, unwritten };
}

/** Returns "charts could not be written: ...". */
export function unwrittenText({ format, why }: UnwrittenReport): Text {
  const [firstLine = why] = why.split('\n');
  return fill(WRITING_WORDS.unwritten, { what: REPORTS[format].noun, why: firstLine });
}
