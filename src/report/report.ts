import type { PictureBook } from '../model/recording/pictures.ts';
import type { Result } from '../model/result/result.ts';

/** One file of a report; `path` is relative to the report's folder. */
export interface ReportFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** One format: a pure function from the result, and what there is of pictures, to files. */
export type Report = (result: Result, pictures?: PictureBook) => readonly ReportFile[];

/** One that is loaded when it is asked for, since it may not load everywhere. */
export type LoadedReport = () => Promise<Report>;
