import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { JanusSession } from '../../../scripts/janus/janus-session.ts';

let server: Server | undefined;
afterEach(() => server?.close());

/** Serves as much of Janus' HTTP API as a session needs to open; events never come, and `poll` answers who waits for them. */
async function serveApi(poll: (end: (text: string) => void, cut: () => void) => void): Promise<string> {
  server = createServer((request, response) => {
    request.resume();
    if (request.method === 'POST') return void response.end('{"janus":"success","data":{"id":1}}');
    poll(
      (text) => response.end(text),
      () => response.destroy(),
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/janus`;
}

it('tells whoever asked when Janus forgets the session', async () => {
  const session = await JanusSession.open(
    await serveApi((end) => setTimeout(() => end('{"janus":"error","error":{"reason":"No such session"}}'), 50)),
  );
  await expect(session.ask({ request: 'join' })).rejects.toThrow('No such session');
  await expect(session.ask({ request: 'join' })).rejects.toThrow('No such session');
});

it('tells whoever asked when Janus goes away', async () => {
  const session = await JanusSession.open(await serveApi((_, cut) => setTimeout(cut, 50)));
  await expect(session.ask({ request: 'join' })).rejects.toThrow('no more events from Janus');
});
