import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { doctorText } from '../../../src/commands/messages/doctor-phrases.ts';
import { failureText } from '../../../src/commands/messages/failure-text.ts';
import { problemPart, warningText } from '../../../src/commands/messages/input-phrases.ts';
import { literalsIn } from './literals-in.ts';

const SRC = resolve(import.meta.dirname, '../../../src');
const HAN = /\p{Script=Han}/u;

const part = (text: string) => problemPart(text).zh;
const failure = (text: string) =>
  [failureText({ message: text, advice: '' }).message.zh, failureText({ message: '', advice: text }).advice.zh].join();

/** Places at which a message for a person is made, below the command line, and how its Chinese is found there. */
const SINKS: readonly { readonly name: string; readonly at: RegExp; readonly zh: (text: string) => string }[] = [
  { name: 'new CannotMeasureError(...)', at: /new CannotMeasureError(?=\()/g, zh: failure },
  {
    name: 'expected, got and hint of a problem',
    at: /(?<![\w.])(?:expected|got|hint): (?=['`"]|[\w.]+(?:\([^)]*\))? [=!?])/g,
    zh: part,
  },
  {
    name: 'diagnostic(...), refuse(...) and their like',
    at: /(?<!function )(?:\bdiagnostic|\brefuse|\bscenarioError|\brefusedAt)(?=\()/g,
    zh: (text) => [part(text), doctorText(text).zh].join(),
  },
  { name: 'warnings', at: /warnings\.push(?=\()/g, zh: (text) => warningText(text).zh },
  { name: 'what a schema expects', at: /const \w*EXPECTED\w* =|\bsection(?=\()|\berror: (?=['`])/g, zh: part },
  { name: 'what a backend cannot do', at: /cannot\.push(?=\()|const reasons =/g, zh: (text) => part(`cannot ${text}`) },
];

/** Pieces of a sentence that is made of several literals; the whole has Chinese, which other tests see. */
const PIECES = new Set([
  '7 such as 7',
  '7 such as 7, or {down: ..., up: ...}',
  '7 such as 7, or {out: ..., back: ...}',
  ', as which it reads "7"',
  ', which is 7',
  ', which is full-width',
  ' and 7 more do',
  "77 not follow the rehearsal's own time",
  '"7" is none7',
  '1, since the 7 server runs in real time',
  '7 0 takes any free port',
  '7 beside it: 7',
  '7, without user and password (see bearer)',
  '7, which is all of them',
  'cannot listen on UDP port 7: 7',
  'carries 7, which is less than 7',
  'or a whole number of packets such as "50 packets", at least 1',
  'the disk is full',
]);

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.includes('messages/'))
  .map((name) => [name, readFileSync(join(SRC, name), 'utf8')] as const);

describe('every message has Chinese', () => {
  it.each(SINKS)('$name', ({ at, zh }) => {
    const seen: string[] = [];
    const english: string[] = [];
    for (const [name, source] of files)
      for (const match of source.matchAll(at))
        for (const { text, line } of literalsIn(source, match.index + match[0].length)) {
          // A sentence with a full stop describes a field to editors.
          if (!/[A-Za-z]+ [a-z]/.test(text) || text === 'command line' || text.endsWith('.')) continue;
          seen.push(text);
          if (!PIECES.has(text) && !HAN.test(zh(text))) english.push(`${name}:${line}: ${text}`);
        }
    expect(seen.length).toBeGreaterThan(3);
    expect(english).toEqual([]);
  });
});

it('finds the literals of a call, those within templates too, and nothing after it', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source.
  const source = "refuse('a b', `c ${x ? 'd e' : f(`g`)} h`, [{ k: 'i j' }]); other('k l');";
  const texts = literalsIn(source, source.indexOf('(')).map(({ text }) => text);
  expect(texts).toEqual(['a b', 'c 7 h', 'd e', 'g', 'i j']);
  expect(literalsIn("expected: 'a b', got: 'c d'", 10).map(({ text }) => text)).toEqual(['a b']);
});
