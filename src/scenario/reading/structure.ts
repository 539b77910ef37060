import type { z } from 'zod';
import { type KeyPlaces, keyHint } from './key-hint.ts';
import { kindHint } from './kind-hint.ts';
import { didYouMean } from './nearest.ts';
import { type Diagnostic, describeValue, diagnostic, type Path } from './notes.ts';
import { KNOWN_KEYS_SEPARATOR, otherKindHint } from './section.ts';

/**
 * Turns the issues a schema found in `value` into diagnostics, one per place and unknown key. `places` says where keys belong
 * that stand in the wrong map.
 */
export function schemaDiagnostics(
  issues: readonly z.core.$ZodIssue[],
  value: unknown,
  { at = [], places }: { readonly at?: Path; readonly places?: KeyPlaces } = {},
): Diagnostic[] {
  // A map with a merge key would get its missing fields from the merge: report the merge key alone.
  const mergeIssues = issues.filter((issue) => issue.code === 'unrecognized_keys' && issue.keys.includes(MERGE_KEY));
  const isDueToMerge = ({ path }: z.core.$ZodIssue) =>
    valueAt(value, path) === undefined && mergeIssues.some((map) => map.path.every((step, i) => path[i] === step));
  return issues.flatMap((issue) => {
    if (isDueToMerge(issue)) return [];
    const path = [...at, ...issue.path];
    const got = valueAt(value, issue.path);
    switch (issue.code) {
      case 'unrecognized_keys':
        return issue.keys.map((key) => unknownKey([...path, key], key, issue.message, places));
      case 'invalid_union': {
        const branch = closestBranch(issue.errors);
        return branch === undefined
          ? [diagnostic(path, issue.message, describeValue(got), wrongKindHint(issue.message, got))]
          : schemaDiagnostics(branch, got, { at: path, ...(places && { places }) });
      }
      case 'invalid_value':
        return [diagnostic(path, issue.message, describeValue(got), suggestion(got, issue.values))];
      case 'invalid_key':
        return [diagnostic(path, issue.issues[0]?.message ?? issue.message, describeValue(path.at(-1)))];
      case 'custom':
        return [diagnostic(path, issue.message, describeValue(got), hintOf(issue.params))];
      default:
        return [diagnostic(path, issue.message, describeValue(got), wrongKindHint(issue.message, got))];
    }
  });
}

/** Key that merges maps in YAML 1.1; YAML 1.2 has no such key. */
const MERGE_KEY = '<<';

const wrongKindHint = (expected: string, got: unknown) => otherKindHint(expected, got) ?? kindHint(expected, got);

function unknownKey(path: Path, key: string, knownKeys: string, places: KeyPlaces | undefined): Diagnostic {
  if (key === MERGE_KEY)
    return diagnostic(
      path,
      `one of ${knownKeys}`,
      'the key "<<", but there is no merging',
      'write the fields out, or `extends: NAME` in a profile; an alias (*name) may stand for a whole value',
    );
  return diagnostic(
    path,
    `one of ${knownKeys}`,
    `the unknown key "${key}"`,
    keyHint(key, knownKeys.split(KNOWN_KEYS_SEPARATOR), places, path),
  );
}

/**
 * Returns the issues of the union member that matches the kind of value that was written: they are the useful ones. Among
 * several kinds of map, takes the one whose keys fit best; returns undefined when two fit equally well.
 */
function closestBranch(branches: readonly z.core.$ZodIssue[][]): readonly z.core.$ZodIssue[] | undefined {
  const sameKind = branches
    .filter((issues) =>
      issues.every(({ code, path }) => path.length > 0 || (code !== 'invalid_type' && code !== 'invalid_value')),
    )
    .map((issues) => ({ issues, misfit: misfit(issues) }))
    .sort((a, b) => a.misfit - b.misfit);
  const [best, second] = sameKind;
  return best !== undefined && best.misfit !== second?.misfit ? best.issues : undefined;
}

/**
 * Weight of an unknown key, the best sign that a union member was not meant; a key close to a known one weighs half. One in a map within
 * weighs less: with `{whip: {...}}` whip was meant, whatever its settings.
 */
const UNKNOWN_KEY_MISFIT = 1000;
const UNKNOWN_WITHIN_MISFIT = 10;

function misfit(issues: readonly z.core.$ZodIssue[]): number {
  return issues.reduce((sum, issue) => {
    if (issue.code !== 'unrecognized_keys') return sum + 1;
    const known = issue.message.split(KNOWN_KEYS_SEPARATOR);
    const near = issue.keys.filter((key) => didYouMean(key, known) !== undefined).length;
    const weight = issue.path.length === 0 ? UNKNOWN_KEY_MISFIT : UNKNOWN_WITHIN_MISFIT;
    return sum + weight * (issue.keys.length - near / 2);
  }, 0);
}

function suggestion(got: unknown, values: readonly unknown[]): string | undefined {
  if (typeof got !== 'string') return undefined;
  const lower = got.trim().toLowerCase();
  if (values.includes('h264') && /^(?:h\.?265|hevc)$/.test(lower))
    return 'WebRTC does not send H.265 here: `h264`, `vp9` or `av1`';
  return didYouMean(got, values.map(String));
}

function hintOf(params: Record<string, unknown> | undefined): string | undefined {
  return typeof params?.hint === 'string' ? params.hint : undefined;
}

/** Returns the value at `path`, or undefined. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (found, step) => (isRecord(found) && Object.hasOwn(found, step) ? found[step] : undefined),
    value,
  );
}

/** Returns whether a value has keys. Arrays count: their keys are the indexes of their items. */
export function isRecord(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Reports whether a value is a map; a list stays as it is, for the schema to refuse. */
export function isMap(value: unknown): value is Record<PropertyKey, unknown> {
  return isRecord(value) && !Array.isArray(value);
}
