import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Terminal } from '../../../src/commands/command.ts';
import { runTogether } from '../../../src/commands/machine/run-together.ts';

let scratch = '';
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'longhaul-together-'));
});
afterEach(() => rmSync(scratch, { recursive: true }));

function terminal(log: string[] = []): Terminal {
  const nothing = () => {};
  return { print: nothing, log: (line) => log.push(line), status: undefined, colour: false, width: 80 };
}

describe('commands that run at the same time', () => {
  it('are not started any more once they were to end, while one waited for the one before', async () => {
    const [controller, log, made] = [new AbortController(), [] as string[], join(scratch, 'made')];
    const commands = [
      { node: 'origin', words: ['sleep', '60'] },
      { node: 'viewer', words: ['sh', '-c', `touch ${made}; sleep 60`] },
    ];
    setTimeout(() => controller.abort(new Error('interrupted')), 100);
    expect(await runTogether(commands, controller.signal, terminal(log))).toBe(128);
    expect(existsSync(made)).toBe(false);
    expect(log).toContain('ended: interrupted');
  });

  it('end where one cannot be started', async () => {
    const commands = [
      { node: 'origin', words: [join(scratch, 'no-such-command')] },
      { node: 'relay', words: ['true'] },
      { node: 'viewer', words: ['sleep', '60'] },
    ];
    await expect(runTogether(commands, new AbortController().signal, terminal())).rejects.toThrow(/ENOENT/);
  });
});
