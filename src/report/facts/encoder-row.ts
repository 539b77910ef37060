import type { Text } from '../messages/words.ts';

/** A setting as asked for, and what the encoder made of it. */
export interface EncoderRow {
  readonly label: Text;
  /** Absent if nothing was asked for. */
  readonly asked?: Text;
  readonly got: Text;
  readonly note?: Text;
  /** Absent if there is nothing to compare with. */
  readonly isAsAsked?: boolean;
}
