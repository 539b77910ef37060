import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sleep } from '../../../src/lib/clock.ts';
import { CannotMeasureError } from '../../../src/lib/errors.ts';
import { TYPESCRIPT_ARGS } from '../../../src/lib/typescript-process.ts';
import { type StartOriginOptions, startOrigin } from '../../../src/sfu/process/start-origin.ts';

const exits: Error[] = [];
const options: StartOriginOptions = {
  enter: { command: '', args: [] },
  address: '127.0.0.1',
  port: 0,
  signal: new AbortController().signal,
  onSecond: () => {},
  onLog: () => {},
  onExit: (error) => exits.push(error),
};

async function isGone(pid: number): Promise<boolean> {
  for (let attempt = 0; attempt < 40; attempt++) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await sleep(50);
  }
  return false;
}

describe('startOrigin', () => {
  it('names the port that is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const starting = startOrigin({ ...options, port });
    await expect(starting).rejects.toThrow(`port ${port} on 127.0.0.1 is taken`);
    await expect(starting).rejects.toBeInstanceOf(CannotMeasureError);
    taken.close();
  });

  it('names the address that does not exist', async () => {
    // TEST-NET-1 (RFC 5737): no host has it.
    await expect(startOrigin({ ...options, address: '192.0.2.1' })).rejects.toThrow(
      '192.0.2.1 is not an address of this host',
    );
  });

  it('reports a namespace that it cannot enter', async () => {
    const enter = { command: 'ip', args: ['netns', 'exec', 'lh-no-such-namespace'] };
    await expect(startOrigin({ ...options, enter })).rejects.toBeInstanceOf(CannotMeasureError);
    await expect(startOrigin({ ...options, enter: { command: '/no/such/program', args: [] } })).rejects.toBeInstanceOf(
      CannotMeasureError,
    );
  });

  it('ends the process on close, also when repeated, without calling it an accident', async () => {
    const origin = await startOrigin(options);
    const before = exits.length;
    await Promise.all([origin.close(), origin.close()]);
    await origin.close();
    expect(await isGone(origin.pid)).toBe(true);
    expect(exits).toHaveLength(before);
  });

  it('ends with its signal, running or starting', async () => {
    const running = new AbortController();
    const origin = await startOrigin({ ...options, signal: running.signal });
    running.abort(new Error('enough'));
    expect(await isGone(origin.pid)).toBe(true);

    const starting = new AbortController();
    const promise = startOrigin({ ...options, signal: starting.signal });
    setTimeout(() => starting.abort(new Error('enough')), 50);
    await expect(promise).rejects.toThrow('enough');
    await expect(startOrigin({ ...options, signal: starting.signal })).rejects.toThrow('enough');
  });

  it('reports when the process dies by itself', async () => {
    const origin = await startOrigin(options);
    const before = exits.length;
    process.kill(origin.pid, 'SIGKILL');
    await expect.poll(() => exits.length).toBe(before + 1);
    expect(exits.at(-1)?.message).toMatch(/origin's process ended \(SIGKILL\)/);
    await origin.close();
  });
});

describe('the origin process', () => {
  const program = fileURLToPath(new URL('../../../src/sfu/process/main.ts', import.meta.url));
  const start = () =>
    fork(program, [JSON.stringify({ address: '127.0.0.1', port: 0 })], { execArgv: [...TYPESCRIPT_ARGS] });

  it('exits when its parent goes while it starts', async () => {
    const child = start();
    const exited = once(child, 'exit');
    child.disconnect();
    const code = await Promise.race([exited.then(([code]) => code), sleep(10_000)]);
    child.kill('SIGKILL');
    expect(code).toBe(0);
  });

  it('exits when its parent is gone', async () => {
    const child = start();
    await once(child, 'message');
    child.disconnect();
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
  });
});
