/** One wait, as tests/time/every-wait.c tells of it. */
export interface Wait {
  readonly name: string;
  readonly good: boolean;
  /** Whether the kernel keeps its time, and so learns late of a new factor. */
  readonly kernel: boolean;
  readonly wantedMs: number;
  readonly tookMs: number;
}

/** Rounding: both clocks come from one page, but the C program converts them to doubles in ms. */
export const ROUNDING_MS = 0.001;

/** Reads what the program printed: one wait a line. */
export function readWaits(out: string): Wait[] {
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Wait);
}
