import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { TYPESCRIPT_ARGS } from '../../../../src/lib/typescript-process.ts';

const STDIO = fileURLToPath(new URL('../../../../src/network/backends/tun/blocking-stdio.ts', import.meta.url));
/** Script that touches process.stdin and process.stdout, so that Node makes both non-blocking. */
const ECHO = `
  import { readSync } from 'node:fs';
  import { readLine, writeLine } from ${JSON.stringify(STDIO)};
  process.stdin; process.stdout;
  let blocks = true;
  try { readSync(0, Buffer.alloc(1)); } catch (error) { blocks = error.code !== 'EAGAIN'; }
  writeLine(1, 'begun');
  const line = readLine(0);
  writeLine(1, JSON.stringify({ blocks, line, padding: 'x'.repeat(1_000_000) }));
`;

describe('a line on a non-blocking descriptor', () => {
  it('is awaited in any number of pieces, and arrives whole when written to a slow reader', async () => {
    const child = spawn(process.execPath, [...TYPESCRIPT_ARGS, '--input-type=module', '-e', ECHO], { stdio: 'pipe' });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const line = Buffer.from('{"region":"上海"}\n');
    let stdout = '';
    for await (const chunk of child.stdout) {
      if (stdout === '') {
        await wait(50);
        child.stdin.write(line.subarray(0, 12));
        await wait(50);
        child.stdin.write(line.subarray(12));
        // The pipe fills because nothing reads it.
        await wait(300);
      }
      stdout += String(chunk);
    }
    expect(stderr).toBe('');
    const answer = JSON.parse(stdout.slice('begun\n'.length)) as { blocks: boolean; line: string; padding: string };
    expect(answer.blocks).toBe(false);
    expect(answer.line).toBe('{"region":"上海"}\n');
    expect(answer.padding.length).toBe(1_000_000);
  });
});
