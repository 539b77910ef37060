import type { PictureBook } from '../model/recording/pictures.ts';
import type { Result } from '../model/result/result.ts';

/** A file of a report; `path` is relative to the report's folder. */
export interface ReportFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** A report format: a pure function from the result, and the pictures if any, to files. */
export type Report = (result: Result, pictures?: PictureBook) => readonly ReportFile[];

/** Loads a format on demand, since its libraries may not load on every machine. */
export type LoadedReport = () => Promise<Report>;
