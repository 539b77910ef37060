import { readFile } from 'node:fs/promises';
import { isMap, isPair, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type YAMLError } from 'yaml';
import { decodeText } from '../../lib/decode-text.ts';
import { InputError, type Problem } from '../../lib/errors.ts';
import { messageOf } from '../../lib/message-of.ts';
import { asciiOf, named, shown, wideSyntax } from './full-width.ts';
import type { Path } from './notes.ts';

/** A YAML file that was read: its value, and the line of each part. */
export interface WrittenFile {
  readonly text: string;
  readonly value: unknown;
  /**
   * Returns the line of the value at `path`, from 1; for a missing or non-scalar value that of its key, else of the nearest
   * parent.
   */
  lineOf(path: Path): number;
  /** Keys written twice in one map: the structure is valid, but which value was meant is unknown. */
  readonly duplicates: readonly { readonly key: string; readonly line: number }[];
}

/** Reads a YAML file. Throws InputError when it cannot be read or is not YAML; `expected` is what it should have been. */
export async function readWrittenFile(file: string, expected = 'a scenario file'): Promise<WrittenFile> {
  const text = await readText(file, expected);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const broken = document.errors.filter(({ code }) => code !== 'DUPLICATE_KEY');
  if (broken.length > 0) throw new InputError(syntaxProblems(file, text, broken));
  return {
    text,
    value: document.contents === null ? undefined : toPlain(file, () => document.toJS()),
    lineOf: (path) => lines.linePos(offsetOf(document.contents, path)).line,
    duplicates: document.errors.map((error) => ({ key: keyAt(text, error.pos[0]), line: lineOfError(error) })),
  };
}

async function readText(file: string, expected: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const got = { ENOENT: 'no such file', EISDIR: 'a folder', EACCES: 'no permission to read it' }[code] ?? code;
    throw new InputError([{ where: file, path: '', expected, got }]);
  }
  const decoded = decodeText(bytes);
  if (decoded.type === 'text') return decoded.text;
  const { line, encoding, reads } = decoded;
  throw new InputError([
    {
      ...{ where: `${file}:${line}`, path: '', expected: `${expected} in UTF-8` },
      got: `what seems to be ${encoding}${reads === '' ? '' : `, as which it reads "${reads}"`}`,
      hint: 'save it as UTF-8',
    },
  ]);
}

/** Converts a document to plain values. Aliases without an anchor and alias bombs surface only here. */
function toPlain(file: string, toJS: () => unknown): unknown {
  try {
    return toJS();
  } catch (error) {
    const got = messageOf(error);
    throw new InputError([{ where: file, path: '', expected: 'YAML whose aliases resolve', got }]);
  }
}

/**
 * Lists the syntax errors of a file. Full-width characters explain whatever breaks after them better than YAML's own errors
 * do.
 */
function syntaxProblems(file: string, text: string, errors: readonly YAMLError[]): readonly Problem[] {
  const wide = wideSyntax(text);
  const [first] = wide;
  const before = errors.filter((error) => first === undefined || lineOfError(error) < first.line);
  return [
    ...before.map((error) => syntaxProblem(file, error)),
    ...wide.map(({ line, character }) => ({
      ...{ where: `${file}:${line}`, path: '', expected: `YAML's own ${shown(asciiOf(character) ?? ' ')}` },
      got: `${named(character)}, which is full-width`,
    })),
  ];
}

function syntaxProblem(file: string, error: YAMLError): Problem {
  if (error.code === 'MULTIPLE_DOCS') {
    const got = 'a second document, begun by ---';
    return { where: `${file}:${lineOfError(error)}`, path: '', expected: 'one document in a file', got };
  }
  const [firstLine = error.message] = error.message.split('\n');
  const hint = error.code === 'TAB_AS_INDENT' ? { hint: 'indent with spaces' } : {};
  return {
    where: `${file}:${lineOfError(error)}`,
    path: '',
    expected: 'valid YAML',
    got: firstLine.replace(/ at line \d+, column \d+:?$/, ''),
    ...hint,
  };
}

function keyAt(text: string, offset: number): string {
  return /^[^:\r\n]*/.exec(text.slice(offset))?.[0].trim() ?? '';
}

function lineOfError(error: YAMLError): number {
  return error.linePos?.[0].line ?? 1;
}

/** Returns the offset into the text of the deepest part of `path` that exists. */
function offsetOf(root: Node | null, path: Path): number {
  let offset = root?.range?.[0] ?? 0;
  let node: unknown = root;
  for (const step of path) {
    const found = childOf(node, step);
    if (found === undefined) break;
    node = isPair(found) ? found.value : found;
    const anchor = isPair(found) && !hasText(found.value) ? found.key : node;
    offset = rangeStart(anchor) ?? offset;
  }
  return offset;
}

function childOf(node: unknown, step: PropertyKey): Pair | unknown | undefined {
  if (isMap(node)) return node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
  if (isSeq(node)) return node.items[Number(step)];
  return undefined;
}

function hasText(value: unknown): boolean {
  return isScalar(value) && value.value !== null;
}

function rangeStart(node: unknown): number | undefined {
  return typeof node === 'object' && node !== null && 'range' in node ? (node as Node).range?.[0] : undefined;
}
