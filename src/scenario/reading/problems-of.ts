import type { Problem } from '../../lib/errors.ts';
import { formatPath, type Notes } from './notes.ts';
import type { WrittenFile } from './written-file.ts';

/** Everything found wrong with a file, each with its line, in the file's order. */
export function problemsOf(file: string, written: WrittenFile, { diagnostics: findings }: Notes): Problem[] {
  const duplicates = written.duplicates.map(({ key, line }) => ({
    line,
    path: key,
    expected: 'each key once in its map',
    got: `"${key}" again`,
  }));
  const found = findings.map((each) => ({ ...each, line: written.lineOf(each.path), path: formatPath(each.path) }));
  return [...duplicates, ...found]
    .sort((a, b) => a.line - b.line)
    .map(({ line, ...problem }) => ({ where: `${file}:${line}`, ...problem }));
}
