import type { Result } from '../model/result.ts';

/** One file of a report; `path` is relative to the report's folder. */
export interface ReportFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** One format: a pure function from the result to files. */
export type Report = (result: Result) => readonly ReportFile[];
