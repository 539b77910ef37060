import type { YAMLError } from 'yaml';
import type { Problem } from '../../lib/errors.ts';
import { asciiOf, named, shown } from './full-width.ts';
import { oddHint } from './odd-characters.ts';
import { wideSyntax } from './wide-syntax.ts';

/** Most syntax errors reported: what comes later is most often due to the first. */
const MOST = 5;

/**
 * Lists the syntax errors of a file, one for each line. Full-width characters explain whatever breaks after them better than
 * YAML's own errors do.
 */
export function syntaxProblems(file: string, text: string, errors: readonly YAMLError[]): readonly Problem[] {
  const lines = text.split('\n');
  const leftover = leftoverProblem(file, lines);
  if (leftover !== undefined) return [leftover];
  const wide = wideSyntax(text);
  const [first] = wide;
  const before = errors.filter((error) => first === undefined || lineOfError(error) < first.line);
  const firstOfLine = before.filter(
    (error, n) => before.findIndex((each) => lineOfError(each) === lineOfError(error)) === n,
  );
  return [
    ...firstOfLine.slice(0, MOST).map((error) => syntaxProblem(file, error, lines[lineOfError(error) - 1] ?? '')),
    ...wide.map(({ line, character, ascii }) => ({
      ...{
        where: `${file}:${line}`,
        path: '',
        expected: ascii === ' ' ? 'a plain space' : `YAML's own ${shown(ascii)}`,
      },
      got: `${named(character)}${asciiOf(character) === undefined ? '' : ', which is full-width'}`,
    })),
  ];
}

/** Lines that another tool left, which are nowhere YAML; whatever else is wrong is most often due to them. */
const LEFTOVERS: readonly (readonly [line: RegExp, what: string, hint: string])[] = [
  [/^(?:<{7}|>{7}|={7})(?: .*)?$/, 'a mark of a merge conflict', 'keep one side, and delete the marks'],
  [/^\s*```/, 'a fence of Markdown', 'delete the lines that begin with ```'],
];

function leftoverProblem(file: string, lines: readonly string[]): Problem | undefined {
  for (const [form, what, hint] of LEFTOVERS) {
    const at = lines.findIndex((line) => form.test(line));
    if (at !== -1)
      return {
        where: `${file}:${at + 1}`,
        path: '',
        expected: 'valid YAML',
        got: `${what}, "${lines[at]?.trim()}"`,
        hint,
      };
  }
  return undefined;
}

function syntaxProblem(file: string, error: YAMLError, line: string): Problem {
  const where = `${file}:${lineOfError(error)}`;
  if (error.code === 'MULTIPLE_DOCS') {
    const got = line.startsWith('---') ? 'a second document, begun by ---' : 'a second document, after ...';
    return { where, path: '', expected: 'one document in a file', got };
  }
  if (error.message.startsWith('Maximum call stack'))
    return { where, path: '', expected: 'valid YAML', got: 'values within values, too deep to read' };
  if (error.code === 'TAG_RESOLVE_FAILED') {
    const [, tag = ''] = /Unresolved tag: (\S+)/.exec(error.message) ?? [];
    return {
      where,
      path: '',
      expected: 'no tags',
      got: `the tag ${tag}`,
      hint: 'text that begins with ! needs quotes',
    };
  }
  const hint = oddHint(line) ?? syntaxHint(error, line);
  const [firstLine = error.message] = error.message.split('\n');
  return {
    where,
    path: '',
    expected: 'valid YAML',
    got: firstLine.replace(/ at line \d+, column \d+:?$/, ''),
    ...(hint !== undefined && { hint }),
  };
}

/** Suggests what to change where YAML's error alone does not explain it. */
function syntaxHint({ code }: YAMLError, line: string): string | undefined {
  if (code === 'TAB_AS_INDENT' || /^\s*\t/.test(line)) return 'indent with spaces';
  if (/^\s*(?:- )?[\w-]+:[^\s:/]/.test(line)) return 'a colon needs a space after it';
  if (/^\s*(?:- )?[\w-]+\s*=/.test(line)) return 'a key ends with a colon';
  switch (code) {
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'text with a colon in it needs quotes, and the keys of one map begin in one column';
    case 'BAD_SCALAR_START':
      return 'put this text in quotes';
    case 'BAD_DQ_ESCAPE':
      return 'in single quotes a backslash is a backslash';
    default:
      return undefined;
  }
}

export function lineOfError(error: YAMLError): number {
  return error.linePos?.[0].line ?? 1;
}
