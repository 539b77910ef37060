import { readFile } from 'node:fs/promises';
import { isMap, isPair, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type YAMLError } from 'yaml';
import { InputError, type Problem } from '../lib/errors.ts';
import type { Path } from './notes.ts';

/** A YAML file read: its value, and which line each part of it stands on. */
export interface WrittenFile {
  readonly text: string;
  readonly value: unknown;
  /** Line of the value at `path`; where it is missing or is not a scalar, of its key, else of the nearest parent. */
  lineOf(path: Path): number;
  /** Keys written twice: the structure stands, but which value was meant is unknown. */
  readonly duplicates: readonly { readonly key: string; readonly line: number }[];
}

/** Throws InputError when the file cannot be read or is not YAML; `expected` says what it should have been. */
export async function readWrittenFile(file: string, expected = 'a scenario file'): Promise<WrittenFile> {
  const text = await readText(file, expected);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const broken = document.errors.filter(({ code }) => code !== 'DUPLICATE_KEY');
  if (broken.length > 0) throw new InputError(broken.map((error) => syntaxProblem(file, error)));
  return {
    text,
    value: document.contents === null ? undefined : toPlain(file, () => document.toJS()),
    lineOf: (path) => lines.linePos(offsetOf(document.contents, path)).line,
    duplicates: document.errors.map((error) => ({ key: keyAt(text, error.pos[0]), line: lineOfError(error) })),
  };
}

async function readText(file: string, expected: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const got = { ENOENT: 'no such file', EISDIR: 'a folder', EACCES: 'no permission to read it' }[code] ?? code;
    throw new InputError([{ where: file, path: '', expected, got }]);
  }
}

/** Aliases without an anchor, and alias bombs, surface only here. */
function toPlain(file: string, toJS: () => unknown): unknown {
  try {
    return toJS();
  } catch (error) {
    const got = error instanceof Error ? error.message : String(error);
    throw new InputError([{ where: file, path: '', expected: 'YAML whose aliases resolve', got }]);
  }
}

function syntaxProblem(file: string, error: YAMLError): Problem {
  const [firstLine = error.message] = error.message.split('\n');
  return {
    where: `${file}:${lineOfError(error)}`,
    path: '',
    expected: 'valid YAML',
    got: firstLine.replace(/ at line \d+, column \d+:?$/, ''),
  };
}

function keyAt(text: string, offset: number): string {
  return /^[^:\r\n]*/.exec(text.slice(offset))?.[0].trim() ?? '';
}

function lineOfError(error: YAMLError): number {
  return error.linePos?.[0].line ?? 1;
}

/** Offset into the text of the deepest part of `path` that is there. */
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
