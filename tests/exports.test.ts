import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const EXPORTED = /^export (?:async )?(?:abstract )?(?:function\*?|const|let|class) ([\w$]+)/gm;

const files = ['src', 'tests', 'scripts', 'bin'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.m?ts$|\.mjs$/.test(name))
    .map((name) => ({ name: join(folder, name), text: readFileSync(join(ROOT, folder, name), 'utf8') })),
);

it('every function, constant and class that a source exports has a use in another file', () => {
  const usedIn = new Map<string, Set<string>>();
  for (const { name, text } of files)
    for (const [word] of text.matchAll(/[\w$]+/g)) usedIn.set(word, (usedIn.get(word) ?? new Set()).add(name));
  const unused = files
    .filter(({ name }) => name.startsWith('src'))
    .flatMap(({ name, text }) =>
      [...text.matchAll(EXPORTED)].flatMap(([, exported = '']) =>
        (usedIn.get(exported)?.size ?? 0) > 1 ? [] : [`${name}: ${exported}`],
      ),
    );
  expect(unused).toEqual([]);
});
