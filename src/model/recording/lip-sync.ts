/** Bounds of ITU-R BT.1359-1 on sound before (lead) and after (lag) its picture, ms: from where detectable, up to where acceptable. */
export const LEAD = { detectableMs: 45, acceptableMs: 90 } as const;
export const LAG = { detectableMs: 125, acceptableMs: 185 } as const;

/**
 * Lead up to which a player leaves sound where it is: libwebrtc's 30 ms (sync-meter.ts), and what marks read beyond that, since the
 * publisher's own way of the sound is in no timestamp. Measured at rest: 25 to 66 ms, and 80 to 88 on a line with jitter that the
 * stream nearly filled.
 */
export const AT_REST_MS = 70;

/** Time in which sound that follows its picture comes nearer by more than this, mostly; a player may pause for longer. */
const MOVING_MS = 4000;
const LEAST_MOVE_MS = 8;

/** Marks, one a second, whose median stands for a moment: one alone is off by what the jitter buffer does just then. */
const MARKS = 3;
/** Older marks say nothing of a moment, ms. */
const AROUND_MS = 6000;

/**
 * Returns the offset of sound and picture at a moment: the median of the last three marks heard before it and after `sinceMs`;
 * undefined without three.
 */
export function offsetAt(
  offsets: readonly { readonly atMs: number; readonly offsetMs: number }[],
  ms: number,
  sinceMs = Number.NEGATIVE_INFINITY,
): number | undefined {
  const last = offsets.filter(({ atMs }) => atMs <= ms && atMs > Math.max(sinceMs, ms - AROUND_MS)).slice(-MARKS);
  return last.length < MARKS ? undefined : last.map(({ offsetMs }) => offsetMs).toSorted((a, b) => a - b)[MARKS >> 1];
}

/** Reports whether sound is as little before its picture as a player leaves it, or acceptably so and no longer coming nearer. */
export function isAtRest(
  offsets: readonly { readonly atMs: number; readonly offsetMs: number }[],
  ms: number,
  sinceMs?: number,
): boolean | undefined {
  const leadMs = offsetAt(offsets, ms, sinceMs);
  if (leadMs === undefined) return undefined;
  if (leadMs <= AT_REST_MS) return true;
  const beforeMs = offsetAt(offsets, ms - MOVING_MS, sinceMs);
  return leadMs <= LEAD.acceptableMs && beforeMs !== undefined && leadMs > beforeMs - LEAST_MOVE_MS;
}
