import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import yargs from 'yargs';
import type { Command } from '../../../src/commands/command.ts';
import { COMMAND_HELP } from '../../../src/commands/messages/help-words.ts';
import { phaseText } from '../../../src/commands/messages/phase-phrases.ts';
import { optionHelp } from '../../../src/commands/options/describe.ts';
import { knownOptions, positionalsOf } from '../../../src/commands/options/known-options.ts';

const SRC = resolve(import.meta.dirname, '../../../src');
/** Texts that are the same in both languages: names of things, signs, and values alone. */
const SAME = /^(?:[^\p{L}]|\{\w+\}|fps|ms|CPU|QoE|VMAF|SSIM|longhaul)*$/u;

interface Found {
  readonly name: string;
  readonly en: string;
  readonly zh: unknown;
}

/** Finds every text in what a module exports: whatever has an `en`. */
function textsIn(value: unknown, name: string): readonly Found[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('en' in value && typeof value.en === 'string') return [{ name, en: value.en, zh: 'zh' in value ? value.zh : '' }];
  return Object.entries(value).flatMap(([key, each]) => textsIn(each, `${name}.${key}`));
}

async function textsOf(folder: string): Promise<readonly Found[]> {
  const files = readdirSync(join(SRC, folder)).filter((file) => file.endsWith('.ts'));
  const modules = await Promise.all(files.map(async (file) => [file, await import(join(SRC, folder, file))] as const));
  return modules.flatMap(([file, module]) => textsIn({ ...module }, file));
}

const slots = (text: string) => [...new Set([...text.matchAll(/\{\w+\}/g)].map(([slot]) => slot))].sort();

describe.each(['report/messages', 'commands/messages'])('the catalogue in %s', (folder) => {
  it('has every text in both languages, with the same values in it', async () => {
    const texts = await textsOf(folder);
    expect(texts.length).toBeGreaterThan(50);
    for (const { name, en, zh } of texts) {
      expect(zh, name).toSatisfy((text) => typeof text === 'string' && (text !== '' || en.trim() === ''));
      expect(slots(String(zh)), name).toEqual(slots(en));
      if (!SAME.test(en) && String(zh) === en) expect(en, `${name} is in English only`).toMatch(/^[A-Z\d]/);
    }
  });
});

describe('help', async () => {
  const files = readdirSync(join(SRC, 'commands')).filter((file) => file.endsWith('.ts'));
  const modules = await Promise.all(files.map((file) => import(join(SRC, 'commands', file))));
  const commands = modules
    .flatMap((module) => Object.values(module as Record<string, unknown>))
    .filter((each): each is Command<never> => typeof each === 'object' && each !== null && 'usage' in each);

  it.each(commands.map((command) => [command.usage, command] as const))('has Chinese for %s', (usage, command) => {
    const declared = yargs([]);
    command.options(declared);
    const names = [...knownOptions(usage, declared).names, ...positionalsOf(usage)];
    const [name = ''] = usage.split(' ');
    expect(COMMAND_HELP[name]?.describe ?? '').toMatch(/\p{Script=Han}/u);
    const missing = names.filter((each) => !['help', 'version', 'action'].includes(each) && !optionHelp(usage, each));
    expect(missing).toEqual([]);
  });

  it('has Chinese for no command that is not there', () => {
    const names = commands.map(({ usage }) => usage.split(' ')[0]);
    expect(Object.keys(COMMAND_HELP).filter((name) => !names.includes(name))).toEqual([]);
  });
});

it('has Chinese for every phase that a rehearsal reports', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const phases = files.flatMap((file) =>
    [...readFileSync(join(SRC, file), 'utf8').matchAll(/type: 'phase', text: ['`](.*?)['`] \}/g)].map(
      ([, text = '']) => text,
    ),
  );
  expect(phases.length).toBeGreaterThan(7);
  for (const phase of phases) {
    const { zh } = phaseText(phase.replace(/\$\{seeds\}/, '2 seeds').replace(/\$\{[^}]*\}/g, '3'));
    expect(zh, phase).toMatch(/\p{Script=Han}/u);
  }
});
