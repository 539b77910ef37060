import { fullWidthHint } from './full-width.ts';
import { oddHint, twinWordHint } from './odd-characters.ts';

/** Place of a value in the file, such as ["regions", 1, "access"]. */
export type Path = readonly PropertyKey[];

/** An error at a path in the file; becomes a Problem once its line is known. */
export interface Diagnostic {
  readonly path: Path;
  readonly expected: string;
  readonly got: string;
  readonly hint?: string;
}

/** A warning at a path in the file: a value that is allowed but probably not meant. */
export interface Warning {
  readonly path: Path;
  readonly text: string;
}

/** Errors and warnings of one file. The checks append to it, so that all are reported at once. */
export interface Notes {
  readonly diagnostics: Diagnostic[];
  readonly warnings: Warning[];
}

/**
 * Builds a diagnostic. A character in `got` that cannot be seen is hinted at before all else: any other hint would look like what
 * was written. Without a hint of its own, one about a full-width character is added if there is any.
 */
export function diagnostic(path: Path, expected: string, got: string, ownHint?: string): Diagnostic {
  const hint = hintOn(got, ownHint);
  return hint === undefined ? { path, expected, got } : { path, expected, got, hint };
}

/** Returns the hint on what was found, as in diagnostic(). */
export function hintOn(got: string, ownHint?: string): string | undefined {
  return oddHint(got) ?? ownHint ?? twinWordHint(got) ?? fullWidthHint(got);
}

/** Formats a path: "regions[1].access". */
export function formatPath(path: Path): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i === 0 ? '' : '.'}${String(step)}`))
    .join('');
}

/** Longest value quoted in a message, in characters. */
const MAX_SHOWN = 80;

/** Formats a value for a message: text in quotes, numbers plain, "nothing" when missing, cut after 80 characters. */
export function describeValue(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  const text = JSON.stringify(value) ?? String(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}...` : text;
}
