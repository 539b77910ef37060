import type { Notes, Path } from '../reading/notes.ts';
import { parseQuantity } from '../reading/quantity.ts';
import { isRecord } from '../reading/structure.ts';

/** Warns of steps, events and pauses written in the scenario that begin only when the measured time is over. */
export function warnOfLate(value: unknown, durationMs: number, notes: Notes, path: Path = []): void {
  if (!isRecord(value)) return;
  for (const [key, each] of Object.entries(value)) {
    const at = typeof each === 'string' && key === 'at' ? parseQuantity(each, 'time') : undefined;
    if (at?.type === 'ok' && at.value >= durationMs)
      notes.warnings.push({
        path: [...path, key],
        text: `never comes: the measured time is over after ${durationMs / 1000} s`,
      });
    warnOfLate(each, durationMs, notes, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}
