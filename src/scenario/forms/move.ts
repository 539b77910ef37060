import type { Path } from '../reading/notes.ts';

/** A value that stands elsewhere in the full form than in the file. */
export interface Move {
  readonly from: Path;
  readonly to: Path;
}
