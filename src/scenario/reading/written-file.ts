import { readFile } from 'node:fs/promises';
import {
  type Document,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
} from 'yaml';
import { decodeText } from '../../lib/decode-text.ts';
import { InputError, type Problem } from '../../lib/errors.ts';
import { messageOf } from '../../lib/message-of.ts';
import { readFailure } from '../../lib/read-failure.ts';
import type { Path } from './notes.ts';
import { lineOfError, syntaxProblems } from './syntax-problems.ts';

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
  // A carriage return alone ends a line too (YAML 1.2, 5.4), which LineCounter does not know.
  const parsed = text.replace(/\r(?!\n)/g, '\n');
  const lines = new LineCounter();
  const document = parseDocument(parsed, { lineCounter: lines, logLevel: 'error' });
  const tags = document.warnings.filter(({ code }) => code === 'TAG_RESOLVE_FAILED');
  const broken = [...document.errors.filter(({ code }) => code !== 'DUPLICATE_KEY'), ...tags];
  if (broken.length > 0) throw new InputError(syntaxProblems(file, parsed, broken));
  const loose = aliasProblems(file, document, lines);
  if (loose.length > 0) throw new InputError(loose);
  return {
    text,
    value: document.contents === null ? undefined : toPlain(file, () => document.toJS()),
    lineOf: (path) => lines.linePos(offsetOf(document.contents, path)).line,
    duplicates: document.errors.map((error) => ({ key: keyAt(parsed, error.pos[0]), line: lineOfError(error) })),
  };
}

async function readText(file: string, expected: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const got = readFailure(error);
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

/** Lists the aliases that stand for nothing, or for a value that they are part of. */
function aliasProblems(file: string, document: Document.Parsed, lines: LineCounter): readonly Problem[] {
  const problems: Problem[] = [];
  visit(document, {
    Alias(_, alias, path) {
      const target = alias.resolve(document);
      if (target !== undefined && !path.includes(target)) return;
      problems.push({
        ...{ where: `${file}:${lines.linePos(alias.range?.[0] ?? 0).line}`, path: '' },
        expected: target === undefined ? `an anchor &${alias.source} before its alias` : 'a value that ends',
        got: target === undefined ? `*${alias.source} without one` : `*${alias.source} within &${alias.source} itself`,
        ...(target === undefined && { hint: 'text that begins with * needs quotes' }),
      });
    },
  });
  return problems;
}

/** Converts a document to plain values. Alias bombs surface only here. */
function toPlain(file: string, toJS: () => unknown): unknown {
  try {
    return toJS();
  } catch (error) {
    const got = messageOf(error);
    throw new InputError([{ where: file, path: '', expected: 'YAML whose aliases resolve', got }]);
  }
}

function keyAt(text: string, offset: number): string {
  const [, quoted, plain = ''] = /^(?:["']([^"'\n]*)["']|([^:\n]*))/.exec(text.slice(offset)) ?? [];
  return quoted ?? plain.trim();
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
