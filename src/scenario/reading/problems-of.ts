import type { Problem } from '../../lib/errors.ts';
import { formatPath, type Notes } from './notes.ts';
import { visible } from './odd-characters.ts';
import type { WrittenFile } from './written-file.ts';

/** Lists all problems of a file, duplicate keys included, each with its line, in the file's order. */
export function problemsOf(file: string, written: WrittenFile, { diagnostics }: Notes): Problem[] {
  const duplicates = written.duplicates.map(({ key, line }) => ({
    line,
    path: key,
    expected: 'each key once in its map',
    got: `"${key}" again`,
  }));
  const found = diagnostics.map((each) => ({
    ...each,
    line: written.lineOf(each.path),
    path: visible(formatPath(each.path)),
    got: visible(each.got),
  }));
  const problems = [...duplicates, ...found]
    .sort((a, b) => a.line - b.line)
    .map(({ line, ...problem }): Problem => ({ where: `${file}:${line}`, ...problem }));
  return [...new Map(problems.map((each) => [JSON.stringify(each), each])).values()];
}

/** Formats the warnings of a file: "file:line: regions[1].access: ...". */
export function warningTexts(file: string, written: WrittenFile, { warnings: remarks }: Notes): string[] {
  return remarks.map(({ path, text }) => `${file}:${written.lineOf(path)}: ${formatPath(path)}: ${text}`);
}
