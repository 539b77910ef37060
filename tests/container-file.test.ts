import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const containerfile = read('Containerfile');
const setup = read('scripts/setup.mjs');
const doc = read('docs/container.md');

it('installs in the container whatever setup installs of Debian for a rehearsal', () => {
  const installed = /apt-get install[^\n]*\\\n\s*([^\\]*)/.exec(containerfile)?.[1]?.trim().split(/\s+/) ?? [];
  const forRehearsals = [
    ...[...setup.matchAll(/aptInstall\(\['([\w-]+)'\]/g)].map(([, name]) => name),
    ...[...setup.matchAll(/missing\.push\('([\w-]+)'\)/g)].map(([, name]) => name),
  ].filter((name) => name !== 'user-mode-linux');
  expect(forRehearsals).toEqual(expect.arrayContaining(['chromium-headless-shell', 'iproute2', 'util-linux', 'passt']));
  expect(installed).toEqual(expect.arrayContaining(forRehearsals));
});

it('leaves out of the image what is made anew in it, and nothing that the package is made of', () => {
  const { files, workspaces } = JSON.parse(read('package.json')) as { files: string[]; workspaces: string[] };
  const ignored = read('.dockerignore').split('\n').filter(Boolean);
  expect(ignored).toEqual(expect.arrayContaining(['.git', 'node_modules', 'types']));
  for (const name of [...files, ...workspaces.map((each) => each.replace('/*', ''))].filter((each) => each !== 'types'))
    expect(ignored, name).not.toContain(name);
});

it('is documented by commands that name it and that longhaul knows', () => {
  expect(doc).toContain('docker build --file Containerfile --tag longhaul .');
  const runs = [...doc.replaceAll('\\\n', ' ').matchAll(/docker run (.*) longhaul (\S+) (\S+) (.*)/g)];
  expect(runs).toHaveLength(2);
  for (const [, , command, scenario, options = ''] of runs) {
    const source = read(`src/commands/${command}.ts`) + read('src/commands/options/backend-option.ts');
    expect(existsSync(new URL(`../scenarios/${scenario}.yaml`, import.meta.url))).toBe(true);
    for (const [, option] of options.matchAll(/--([a-z-]+)/g))
      expect(source).toMatch(new RegExp(`option\\('${option}'`));
  }
});
