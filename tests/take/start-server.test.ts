import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { failureText } from '../../src/commands/messages/failure-text.ts';
import { sleep } from '../../src/lib/clock.ts';
import { CannotMeasureError } from '../../src/lib/errors.ts';
import { type StartedServer, startServer } from '../../src/take/start-server.ts';

const HERE = '127.0.0.1';
let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'own-server-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

async function freePort(): Promise<number> {
  const server = createServer().listen(0, HERE);
  await new Promise((done) => server.once('listening', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Returns a command that listens on a port and writes its process id; `first` and `later` are further statements. */
function listener(port: number, { first = '', host = HERE, pid = 'pid' } = {}): string {
  const program = `${first};require('fs').writeFileSync('${join(directory, pid)}', String(process.pid));require('net').createServer((s) => s.on('error', () => {})).listen(${port}, '${host}')`;
  return `exec ${process.execPath} -e "${program}"`;
}

function pidOf(name = 'pid'): number {
  return Number(readFileSync(join(directory, name), 'utf8'));
}

/** Whether a process runs: one that has ended, but was not waited for, does not. */
function runs(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
}

describe('a server of --with', () => {
  const { signal } = new AbortController();
  const started: StartedServer[] = [];
  afterEach(async () => {
    for (const server of started.splice(0)) await server.close();
  });
  const start = async (command: string, port: number) => {
    const server = await startServer(command, [{ host: HERE, port }], signal);
    started.push(server);
    return server;
  };
  const failure = async (command: string, port: number) => {
    const error = await start(command, port).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CannotMeasureError);
    return failureText(error as CannotMeasureError).message;
  };

  it('is waited for until it listens, and ended with all that it started', async () => {
    const port = await freePort();
    const server = await start(`sleep 0.5; sleep 300 & ${listener(port)}`, port);
    const pid = pidOf();
    expect(runs(pid)).toBe(true);
    await server.close();
    await expect.poll(() => runs(pid)).toBe(false);
  });

  it('may start itself in the background of its shell', async () => {
    const port = await freePort();
    const server = await start(`${listener(port).replace('exec ', '')} >/dev/null 2>&1 &`, port);
    const told: Error[] = [];
    server.onEnd((error) => told.push(error));
    await sleep(600);
    expect(told).toEqual([]);
    await server.close();
    await expect.poll(() => runs(pidOf())).toBe(false);
  });

  it('that ignores SIGTERM is ended all the same, in seconds', async () => {
    const port = await freePort();
    const server = await start(listener(port, { first: "process.on('SIGTERM', () => {})" }), port);
    const startMs = performance.now();
    await server.close();
    expect(performance.now() - startMs).toBeLessThan(4500);
    await expect.poll(() => runs(pidOf())).toBe(false);
  });

  it('whose child has left its process group does not keep us', async () => {
    const port = await freePort();
    // The child holds the server's output open for as long as it lives.
    const server = await start(
      `setsid sh -c 'echo $$ > ${join(directory, 'away')}; exec sleep 300' & ${listener(port)}`,
      port,
    );
    const startMs = performance.now();
    await server.close();
    expect(performance.now() - startMs).toBeLessThan(4500);
    process.kill(pidOf('away'));
  });

  it('may say megabytes', async () => {
    const port = await freePort();
    const first = "for (let n = 0; n < 200; n++) process.stdout.write('x'.repeat(50000) + '\\n')";
    await start(listener(port, { first }), port);
  });

  it('that ends before it listens is told with its last words, in both languages', async () => {
    const port = await freePort();
    const message = await failure('echo no such file: my.yml >&2; exit 7', port);
    expect(message.en).toBe('the server of --with did not start: it ended with code 7\nno such file: my.yml');
    expect(message.zh).toBe('--with 的服务器没有启动：它已结束（code 7）\nno such file: my.yml');
  });

  it('that is not found is told', async () => {
    expect((await failure('no-such-server', await freePort())).en).toMatch(/it ended with code 127\n.*not found/);
  });

  it('is not confused with another program that listens there', async () => {
    const port = await freePort();
    const other = createServer().listen(port, HERE);
    await new Promise((done) => other.once('listening', done));
    const message = await failure(listener(port), port);
    expect(message.en).toBe(`the server of --with cannot start: something listens at ${HERE}:${port} already`);
    expect(message.zh).toBe(`--with 的服务器无法启动：${HERE}:${port} 已被其他程序监听`);
    await new Promise((done) => other.close(done));
  });

  it('that dies later is told once, with why, and to whoever asks afterwards', async () => {
    const port = await freePort();
    const first = "setTimeout(() => { console.error('out of cheese'); process.exit(9) }, 600)";
    const server = await start(listener(port, { first }), port);
    const told: string[] = [];
    server.onEnd(({ message }) => told.push(message));
    const stop = server.onEnd(() => told.push('never'));
    stop();
    await expect
      .poll(() => told, { timeout: 5000 })
      .toEqual(['the server of --with is gone: it ended with code 9\nout of cheese']);
    server.onEnd(() => told.push('again'));
    expect(told.at(-1)).toBe('again');
  });

  it('that we end ourselves is not told as a death', async () => {
    const port = await freePort();
    const server = await start(listener(port), port);
    const told: Error[] = [];
    server.onEnd((error) => told.push(error));
    await server.close();
    await sleep(300);
    expect(told).toEqual([]);
  });
});
