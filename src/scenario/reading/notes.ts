import { fullWidthHint } from './full-width.ts';

/** Where something stands in the file: ["regions", 1, "access"]. */
export type Path = readonly PropertyKey[];

/** Something wrong at a place; becomes a Problem once its line is known. */
export interface Diagnostic {
  readonly path: Path;
  readonly expected: string;
  readonly got: string;
  readonly hint?: string;
}

export interface Remark {
  readonly path: Path;
  readonly text: string;
}

/** What the checks of one file write down as they go, so that all of it is reported at once. */
export interface Notes {
  readonly diagnostics: Diagnostic[];
  readonly remarks: Remark[];
}

/** A finding without its hint when there is none to give; a full-width character in what was found is one. */
export function diagnostic(path: Path, expected: string, got: string, told?: string): Diagnostic {
  const hint = told ?? fullWidthHint(got);
  return hint === undefined ? { path, expected, got } : { path, expected, got, hint };
}

/** "regions[1].access" */
export function formatPath(path: Path): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i === 0 ? '' : '.'}${String(step)}`))
    .join('');
}

const LONGEST_SHOWN = 80;

/** A value as a message shows it: quoted text, plain numbers, "nothing" when missing. */
export function describeValue(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}...` : text;
}
