/** Frames made since the last take, in columns of equal length; times are minus baseMs. */
export interface MadeColumns {
  readonly baseMs: number;
  readonly frame: number[];
  readonly madeMs: number[];
  readonly lateMs: number[];
}

export function createMadeColumns(baseMs: number): MadeColumns {
  return { baseMs: Math.floor(baseMs), frame: [], madeMs: [], lateMs: [] };
}

/** Frames decoded since the last take, in columns of equal length; times are minus baseMs. */
export interface SeenColumns {
  readonly baseMs: number;
  readonly frame: number[];
  readonly seenMs: number[];
  readonly latencyMs: number[];
}

export function createSeenColumns(baseMs: number): SeenColumns {
  return { baseMs: Math.floor(baseMs), frame: [], seenMs: [], latencyMs: [] };
}

/** Tenths of a millisecond are finer than clocks agree, and keep recordings small. */
export function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}
