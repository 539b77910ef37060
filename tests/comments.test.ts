import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const SOURCE = /\.(ts|mjs|js|c|h)$/;
/** First words that make a fragment of a comment: it should begin with the noun or verb it is about. */
const FRAGMENT = /(?:^|\s)(?:\/\*\*?(?:\s*\n\s*\*)?|\/\/)[ \t]+(Of|What|Who|By)\b.*/g;

const files = ['src', 'tests', 'scripts', 'bin'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => SOURCE.test(name))
    .map((name) => join(ROOT, folder, name)),
);

it('comments begin with a noun or a verb', () => {
  expect(files.length).toBeGreaterThan(500);
  const fragments = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(FRAGMENT)].map(([text]) => `${relative(ROOT, file)}: ${text.trim()}`),
  );
  expect(fragments).toEqual([]);
});

it('files of ours that comments and documents name exist', () => {
  const docs = ['.', 'docs', 'docs/zh'].flatMap((folder) =>
    readdirSync(join(ROOT, folder)).flatMap((name) => (name.endsWith('.md') ? [join(ROOT, folder, name)] : [])),
  );
  const missing = [...files, ...docs].flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const parts = file.endsWith('.md') ? text.matchAll(/`[^`\n]+`/g) : text.matchAll(/\/\*[\s\S]*?\*\/|\/\/ .*/g);
    return [...parts].flatMap(([part]) =>
      [...part.matchAll(/(?<![\w<>*./-])[\w-][\w./-]*\.ts\b/g)].flatMap(([path]) =>
        files.some((known) => known.endsWith(`/${path}`)) ? [] : [`${relative(ROOT, file)}: ${path}`],
      ),
    );
  });
  expect(missing).toEqual([]);
});
