import type { Path } from '../reading/notes.ts';
import { isRecord } from '../reading/structure.ts';

/** One bound of a metric as written, a text or {ready, warn}, with its place in the file. */
export interface WrittenStep {
  readonly path: Path;
  readonly value: unknown;
}

const CHANGE = /^\s*(?:[A-Za-z]\w*\s+)?change\b/;

/** Lists the bounds of a metric: one, or a list with a bound on its value and one on its change. */
export function writtenBounds(written: unknown, path: Path): readonly WrittenStep[] {
  return Array.isArray(written)
    ? written.map((value, i) => ({ path: [...path, i], value }))
    : [{ path, value: written }];
}

/** Returns whether a bound such as "change < 1 %" limits how much worse than the baseline a metric is, not its value. */
export function isChangeBound(value: unknown): boolean {
  const ready = isRecord(value) && !Array.isArray(value) ? value.ready : value;
  return typeof ready === 'string' && CHANGE.test(ready);
}
