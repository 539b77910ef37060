import type { Path } from '../reading/notes.ts';
import { isRecord } from '../reading/structure.ts';

/** One bound of a metric as written: a text, or {ready, warn}. */
export interface WrittenStep {
  readonly path: Path;
  readonly value: unknown;
}

const CHANGE = /^\s*(?:[A-Za-z]\w*\s+)?change\b/;

/** A metric may have a bound on its value and one on its change, in a list. */
export function writtenBounds(written: unknown, path: Path): readonly WrittenStep[] {
  return Array.isArray(written)
    ? written.map((value, i) => ({ path: [...path, i], value }))
    : [{ path, value: written }];
}

/** "change < 1 %": a bound on how much worse than the baseline, not on the value. */
export function isChangeBound(value: unknown): boolean {
  const ready = isRecord(value) && !Array.isArray(value) ? value.ready : value;
  return typeof ready === 'string' && CHANGE.test(ready);
}
