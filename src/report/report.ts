import type { PictureBook } from '../model/recording/pictures.ts';
import type { Result } from '../model/result/result.ts';
import type { Language } from './messages/words.ts';

/** Whole, or in parts that are made while they are written. */
export type FileContent = string | Uint8Array | Iterable<string>;

/** A file of a report; `path` is relative to the report's folder. */
export interface ReportFile {
  readonly path: string;
  readonly content: FileContent;
}

/** A report format: a pure function from the result, and the pictures if any, to files. Charts alone are in one language. */
export type Report = (result: Result, pictures?: PictureBook, language?: Language) => readonly ReportFile[];

/** Loads a format on demand, since its libraries may not load on every machine. */
export type LoadedReport = () => Promise<Report>;
