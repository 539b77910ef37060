import type { z } from 'zod';
import { KNOWN_KEYS_SEPARATOR, sectionHint } from '../schema/section.ts';
import { didYouMean } from './nearest.ts';
import { type Diagnostic, describeValue, diagnostic, type Path } from './notes.ts';

/** What a schema found wrong with `value`, one finding a place and key. */
export function structureFindings(issues: readonly z.core.$ZodIssue[], value: unknown, at: Path = []): Diagnostic[] {
  // What a map lacks that was to be merged into is not missing: the merging is.
  const merging = issues.filter((issue) => issue.code === 'unrecognized_keys' && issue.keys.includes(MERGE_KEY));
  const isLeftToMerging = ({ path }: z.core.$ZodIssue) =>
    valueAt(value, path) === undefined && merging.some((map) => map.path.every((step, i) => path[i] === step));
  return issues.flatMap((issue) => {
    if (isLeftToMerging(issue)) return [];
    const path = [...at, ...issue.path];
    const got = valueAt(value, issue.path);
    switch (issue.code) {
      case 'unrecognized_keys':
        return issue.keys.map((key) => unknownKey([...path, key], key, issue.message));
      case 'invalid_union': {
        const branch = meantBranch(issue.errors);
        return branch === undefined
          ? [diagnostic(path, issue.message, describeValue(got), wrongKindHint(issue.message, got))]
          : structureFindings(branch, got, path);
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

/** YAML 1.1's key for merging maps, which YAML 1.2 has not. */
const MERGE_KEY = '<<';

/** A share is the one quantity that people write as a bare number. */
function wrongKindHint(expected: string, got: unknown): string | undefined {
  if (typeof got === 'number' && / such as "[\d.]+ %"/.test(expected)) return `did you mean ${got} %?`;
  return sectionHint(expected, got);
}

function unknownKey(path: Path, key: string, knownKeys: string): Diagnostic {
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
    didYouMean(key, knownKeys.split(KNOWN_KEYS_SEPARATOR)),
  );
}

/**
 * Of the forms a union allows, the one whose kind of value stands there: its complaints are the useful ones. Of several
 * kinds of map, the one whose keys fit best; none when two fit alike.
 */
function meantBranch(branches: readonly z.core.$ZodIssue[][]): readonly z.core.$ZodIssue[] | undefined {
  const sameKind = branches
    .filter((issues) =>
      issues.every(({ code, path }) => path.length > 0 || (code !== 'invalid_type' && code !== 'invalid_value')),
    )
    .map((issues) => ({ issues, misfit: misfit(issues) }))
    .sort((a, b) => a.misfit - b.misfit);
  const [best, second] = sameKind;
  return best !== undefined && best.misfit !== second?.misfit ? best.issues : undefined;
}

/** An unknown key says most about which form was not meant, one that is near a known one half as much. */
const UNKNOWN_KEY_MISFIT = 10;

function misfit(issues: readonly z.core.$ZodIssue[]): number {
  return issues.reduce((sum, issue) => {
    if (issue.code !== 'unrecognized_keys') return sum + 1;
    const known = issue.message.split(KNOWN_KEYS_SEPARATOR);
    const near = issue.keys.filter((key) => didYouMean(key, known) !== undefined).length;
    return sum + UNKNOWN_KEY_MISFIT * (issue.keys.length - near / 2);
  }, 0);
}

function suggestion(got: unknown, values: readonly unknown[]): string | undefined {
  return typeof got === 'string' ? didYouMean(got, values.map(String)) : undefined;
}

function hintOf(params: Record<string, unknown> | undefined): string | undefined {
  return typeof params?.hint === 'string' ? params.hint : undefined;
}

/** What stands at `path`; undefined when nothing does. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (found, step) => (isRecord(found) && Object.hasOwn(found, step) ? found[step] : undefined),
    value,
  );
}

/** Arrays too: their items are found under their numbers. */
export function isRecord(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null;
}
