import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';

const folder = new URL('../docs/ci/', import.meta.url);
const commands = readdirSync(new URL('../src/commands/', import.meta.url)).map((name) => name.replace('.ts', ''));
const comparing = readFileSync(new URL('../src/commands/compare.ts', import.meta.url), 'utf8');

it.each(readdirSync(folder))('%s is YAML, and what it runs of longhaul is there', (name) => {
  const text = readFileSync(new URL(name, folder), 'utf8');
  expect(typeof parse(text)).toBe('object');
  const run = [...text.matchAll(/longhaul\.mjs"? (\S+)(.*)/g)];
  expect(run.map(([, command]) => command)).toContain('compare');
  for (const [, command = '', options = ''] of run) {
    expect(commands).toContain(command);
    if (command !== 'compare') continue;
    for (const [, option] of options.matchAll(/--([a-z-]+)/g))
      expect(comparing).toMatch(new RegExp(`option\\('${option}'`));
  }
});
