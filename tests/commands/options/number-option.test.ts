import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import yargs, { type Argv } from 'yargs';
import { anyNumber, refuseInvalidNumbers, wholeNumber } from '../../../src/commands/options/number-option.ts';

const COMMANDS = {
  run: async () => (await import('../../../src/commands/run.ts')).run,
  recommend: async () => (await import('../../../src/commands/recommend.ts')).recommend,
  network: async () => (await import('../../../src/commands/network.ts')).network,
  plan: async () => (await import('../../../src/commands/plan.ts')).plan,
  compare: async () => (await import('../../../src/commands/compare.ts')).compare,
  doctor: async () => (await import('../../../src/commands/doctor.ts')).doctor,
};

const seed = wholeNumber('seed', { least: 0, most: 99 }).coerce;

describe('a number of the command line', () => {
  it('is parsed as written', () => {
    expect(['0', '7', ' 42 ', '+5', 3].map(seed)).toEqual([0, 7, 42, 5, 3]);
    expect(['0.5', '.5', '3'].map(anyNumber('x', { least: 0, most: 9 }).coerce)).toEqual([0.5, 0.5, 3]);
  });

  it.each([
    ['abc', '"abc"'],
    ['', 'nothing'],
    ['  ', 'nothing'],
    ['1.5', '"1.5"'],
    ['1e1', '"1e1"'],
    ['0x10', '"0x10"'],
    ['-1', '"-1"'],
    ['100', '"100"'],
    [Number.NaN, '"NaN"'],
    [['1', '2'], '2 of them'],
  ])('is refused as %j, with its name, what was expected and what was given', (given, got) =>
    expect(() => refuseInvalidNumbers({ seed: seed(given) })).toThrow(
      `--seed: expected a whole number from 0 to 99; got ${got}`,
    ),
  );

  it.each([
    ['run', ['scenarios/quickstart.yaml', '--seed', ''], '--seed'],
    ['run', ['scenarios/quickstart.yaml', '--again', '1.5'], '--again'],
    ['recommend', ['scenarios/quickstart.yaml', '--takes', 'many'], '--takes'],
    ['network', ['scenarios/quickstart.yaml', '--seed', 'x'], '--seed'],
    ['plan', ['scenarios/quickstart.yaml', '--from', 'x', '--margins', '1'], '--margins'],
    ['compare', ['nowhere', '--looks', '4'], '--looks'],
    ['doctor', ['--calibrate', '--most', '0'], '--most'],
  ] as const)('is refused by %s %j', async (name, words, where) => {
    const { usage, options } = await COMMANDS[name]();
    const cli = yargs([name, ...words])
      .exitProcess(false)
      .fail(false);
    cli.command(usage, '', options as (cli: Argv) => Argv, refuseInvalidNumbers);
    const parse = async () => cli.parseAsync();
    await expect(parse()).rejects.toThrow(new RegExp(`^${where}: expected a .*number`));
  });

  // Run the real command line: nothing may be loaded, created or started before the check.
  it.each([
    ['run', ['scenarios/quickstart.yaml', '--seed', 'abc'], '--seed'],
    ['doctor', ['--calibrate', '--fps', 'x'], '--fps'],
  ])('ends %s %j before it starts, with exit code 2', (command, options, where) => {
    const bin = resolve(import.meta.dirname, '../../../bin/longhaul.mjs');
    const { status, stderr } = spawnSync(process.execPath, [bin, command, ...options], { encoding: 'utf8' });
    expect(stderr).toMatch(new RegExp(`^${where}: expected a .*number`, 'm'));
    expect(status).toBe(2);
  });
});
