import { type ChildProcess, spawn } from 'node:child_process';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { sleep } from '../../src/lib/clock.ts';
import { startServer } from '../../src/take/start-server.ts';

const HOST = '127.0.0.1';
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** Listens and then stands still, with its queue full: further connections are neither accepted nor refused, as behind a firewall that drops them. */
async function silentPort(): Promise<number> {
  const code = `const s = require('node:net').createServer().listen(0, '${HOST}', 1, () => console.log(s.address().port))`;
  const child: ChildProcess = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'ignore'] });
  closers.push(() => child.kill('SIGKILL'));
  const port = Number(await new Promise((resolve) => child.stdout?.once('data', resolve)));
  child.kill('SIGSTOP');
  for (let n = 0; n < 4; n++) {
    const socket = connect({ host: HOST, port }).on('error', () => {});
    closers.push(() => socket.destroy());
  }
  await sleep(200);
  return port;
}

const never = new AbortController().signal;

describe('startServer', () => {
  // The kernel tries for two minutes.
  it.runIf(process.platform === 'linux')('gives up in time where nothing answers a connection', async () => {
    const address = { host: HOST, port: await silentPort() };
    const began = performance.now();
    await expect(startServer('exec sleep 60', [address], never, 500)).rejects.toThrow('nothing listens at');
    expect(performance.now() - began).toBeLessThan(30_000);
  });

  it.runIf(process.platform === 'linux')('stops at once on Ctrl-C, where nothing answers a connection', async () => {
    const address = { host: HOST, port: await silentPort() };
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('interrupted by SIGINT')), 300);
    await expect(startServer('exec sleep 60', [address], stop.signal)).rejects.toThrow('interrupted by SIGINT');
  });
});
