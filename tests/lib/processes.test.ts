import { describe, expect, it } from 'vitest';
import { CommandError, run, which } from '../../src/lib/processes.ts';

const failure = (script: string, timeoutMs?: number): Promise<unknown> =>
  run('/bin/sh', ['-c', script], timeoutMs === undefined ? {} : { timeoutMs }).catch((error: unknown) => error);

describe('running a command', () => {
  it('returns its output as it is, newlines included', async () => {
    expect(await run('printf', ['a\\n\\nb\\n'])).toBe('a\n\nb\n');
  });

  it('fails with the exit code and what the command said', async () => {
    const error = await failure('echo no such link >&2; exit 3');
    expect(error).toBeInstanceOf(CommandError);
    expect(error).toMatchObject({ code: 3, timedOut: false, stderr: 'no such link\n' });
    expect(String(error)).toMatch(/: no such link$/);
  });

  it('says how it failed where the command said nothing', async () => {
    expect(String(await failure('exit 3'))).toContain('exit code 3');
    await expect(run('longhaul-no-such-command', [])).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('ends a command that takes too long, without waiting for its children', async () => {
    const fromMs = performance.now();
    expect(await failure('sleep 5; true', 50)).toMatchObject({ timedOut: true });
    expect(performance.now() - fromMs).toBeLessThan(4000);
  });

  it('keeps output out of the error, which may be a secret', async () => {
    const error = await failure('printf "to%s" ken-1234; exit 1');
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('token-1234');
    expect(error).not.toHaveProperty('cause');
  });
});

it('finds the first command that there is', async () => {
  expect(await which('longhaul-no-such-command', 'sh')).toMatch(/\/sh$/);
  expect(await which('longhaul-no-such-command')).toBeUndefined();
});
