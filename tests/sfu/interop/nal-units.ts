/** A start code in front of each unit (H.264 annex B). */
const START = Buffer.from([0, 0, 1]);
/** Types of units (H.264 table 7-1). */
export const NAL = { idr: 5, sps: 7 } as const;

/** Splits a frame into its units. */
export function nalUnits(frame: Buffer): Buffer[] {
  const units: Buffer[] = [];
  for (let at = frame.indexOf(START); at >= 0; ) {
    const next = frame.indexOf(START, at + START.length);
    units.push(frame.subarray(at + START.length, next < 0 ? frame.length : next));
    at = next;
  }
  return units;
}

export function typeOf(unit: Buffer): number {
  return (unit[0] ?? 0) & 0x1f;
}
