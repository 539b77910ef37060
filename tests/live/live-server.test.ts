import { writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { get, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { InputError } from '../../src/lib/errors.ts';
import { LiveRehearsal } from '../../src/live/live-rehearsal.ts';
import { type LiveServer, startLiveServer } from '../../src/live/server/live-server.ts';
import type { RecordLine } from '../../src/model/recording/recording.ts';
import { buildLines } from '../build-recording.ts';

const open: LiveServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function start(
  rehearsal = new LiveRehearsal('a1'),
  host = '127.0.0.1',
  option: '--live' | '--metrics' = '--live',
) {
  const server = await startLiveServer({ host, port: 0, option, rehearsal });
  open.push(server);
  const { port } = new URL(server.url);
  return { server, rehearsal, port: Number(port) };
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

function ask(port: number, path: string, headers: Record<string, string> = {}, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST';
    const asked = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/** Reads server-sent events until `isEnough`, then hangs up. */
function readEvents(
  port: number,
  headers: Record<string, string>,
  isEnough: (text: string) => boolean,
): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path: '/events', headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        if (isEnough(text)) response.destroy();
      });
      response.on('close', () => resolve(text));
    }).on('error', reject);
  });
}

function play(rehearsal: LiveRehearsal, lines: readonly RecordLine[]): void {
  for (const line of lines.toSorted((a, b) => a.atMs - b.atMs)) rehearsal.follow({ type: 'recorded', line });
}

const seconds = (events: string) =>
  [...events.matchAll(/event: points\ndata: (.*)\n/g)].flatMap(([, data = '[]']) =>
    (JSON.parse(data) as { second: number }[]).map(({ second }) => second),
  );

describe('the live server', () => {
  it('serves one page that loads nothing, under a strict policy', async () => {
    const { port } = await start();
    const { status, headers, body } = await ask(port, '/');
    expect(status).toBe(200);
    const policy = headers['content-security-policy'];
    expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[\w+/=]+' 'sha256-[\w+/=]+';/);
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|https?:/);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    // Addresses in it are names of XML languages or its own.
    expect(body.match(/(?:src|href)="(?!data:,)[^"$]*"/g) ?? []).toEqual([]);
    expect(body).not.toMatch(/@import|url\(/);
  });

  it('sends a client everything, then what it missed, and goes on', async () => {
    const { port, rehearsal } = await start();
    const lines = buildLines({ seconds: 10 });
    const cut = lines.find(({ type }) => type === 'window')?.atMs ?? 0;
    play(
      rehearsal,
      lines.filter(({ atMs }) => atMs <= cut + 6000),
    );
    const first = await readEvents(port, {}, (text) => text.includes('event: state'));
    const received = seconds(first);
    expect(received.slice(0, 3)).toEqual([0, 1, 2]);
    const last = /id: (.*)\nevent: points/.exec(first)?.[1] ?? '';
    expect(last).toBe(`a1.1.${received.at(-1)}`);
    const reading = readEvents(port, { 'Last-Event-ID': last }, (text) => text.includes('"phase":"ending"'));
    setTimeout(
      () =>
        play(
          rehearsal,
          lines.filter(({ atMs }) => atMs > cut + 6000),
        ),
      100,
    );
    expect([...received, ...seconds(await reading)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('refuses other names than its own, other methods, and files', async () => {
    const { port } = await start();
    expect((await ask(port, '/', { Host: 'evil.example' })).status).toBe(421);
    expect((await ask(port, '/events', { Host: `evil.example:${port}` })).status).toBe(421);
    expect((await ask(port, '/', {}, 'x')).status).toBe(405);
    for (const path of ['/../package.json', '/%2e%2e/x', '/picture?viewer=../x', '/constructor', '/report', '//', '/%'])
      expect((await ask(port, path)).status, path).toBe(404);
  });

  it('beyond loopback tells nothing without the token', async () => {
    const { port, server } = await start(undefined, '0.0.0.0');
    for (const path of ['/events', '/metrics', '/picture?viewer=x', '/report', '/allowed'])
      expect((await ask(port, path)).status, path).toBe(401);
    expect((await ask(port, '/')).body).not.toContain(server.token);
    expect((await ask(port, '/enter', {}, 'wrong')).status).toBe(401);
    const entered = await ask(port, '/enter', {}, server.token ?? '');
    expect(entered.status).toBe(204);
    const cookie = String(entered.headers['set-cookie']).split(';')[0] ?? '';
    expect((await ask(port, '/allowed', { Cookie: cookie })).status).toBe(204);
    expect((await ask(port, '/metrics', { Authorization: `Bearer ${server.token}` })).status).toBe(200);
  });

  it('names a port that is in use, before anything starts', async () => {
    const { port } = await start();
    const second = startLiveServer({ host: '127.0.0.1', port, option: '--live', rehearsal: new LiveRehearsal() });
    await expect(second).rejects.toThrow(InputError);
    await expect(second).rejects.toThrow(
      `--live: expected a free port on an address of this machine; got 127.0.0.1:${port}, which is in use (--live 0 takes any free port)`,
    );
  });

  it('with metrics alone shows no page', async () => {
    const { port } = await start(undefined, '127.0.0.1', '--metrics');
    for (const path of ['/', '/events', '/picture?viewer=x']) expect((await ask(port, path)).status, path).toBe(404);
    expect((await ask(port, '/metrics')).headers['content-type']).toBe(
      'application/openmetrics-text; version=1.0.0; charset=utf-8',
    );
  });

  it('waits until open pages have fetched the report, then lets everybody go', async () => {
    const { port, rehearsal, server } = await start();
    const report = join(await mkdtemp(join(tmpdir(), 'longhaul-live-')), 'index.html');
    writeFileSync(report, '<h1>READY</h1>');
    const reading = readEvents(port, {}, () => false);
    await new Promise((resolve) => setTimeout(resolve, 100));
    rehearsal.finish('ready', report);
    const closing = server.close();
    const { status, body } = await ask(port, '/report');
    expect([status, body]).toEqual([200, '<h1>READY</h1>']);
    await closing;
    expect(await reading).toContain('"finished":{"outcome":"ready"');
    await expect(ask(port, '/')).rejects.toThrow();
  });
});
