import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { parseServer } from '../../../src/network/uplink/parse-server.ts';
import { queryInTurn } from '../../../src/network/uplink/query-in-turn.ts';

const open: Socket[] = [];
afterEach(() => {
  for (const socket of open.splice(0)) socket.close();
});

/** Starts a name server on this machine that replies `answer` to everything, or stays silent without one. */
async function startServer(answer?: string) {
  const socket = createSocket('udp4');
  open.push(socket);
  const asked: string[] = [];
  socket.on('message', (question, from) => {
    asked.push(question.toString());
    if (answer !== undefined) socket.send(answer, from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { host: '127.0.0.1', port: socket.address().port, asked };
}

describe('name servers', () => {
  it.each([
    ['1.1.1.1', '1.1.1.1', 53],
    ['127.0.0.1:5353', '127.0.0.1', 5353],
    ['fe80::1%eth0', 'fe80::1%eth0', 53],
    ['[::1]:5353', '::1', 5353],
  ])('are parsed as Node reports them: %s', (text, host, port) => {
    expect(parseServer(text)).toEqual({ host, port });
  });

  it('are queried in turn: the second when the first is silent, and none after an answer', async () => {
    const [silent, first, second] = [await startServer(), await startServer('one'), await startServer('two')];
    const answers: string[] = [];
    const ask = (...servers: { host: string; port: number }[]) =>
      new Promise<void>((done) =>
        queryInTurn(Buffer.from('who?'), servers, new AbortController().signal, (answer) => {
          answers.push(answer.toString());
          done();
        }),
      );
    await ask(first, second);
    await ask(silent, second);
    expect(answers).toEqual(['one', 'two']);
    expect([silent.asked, first.asked, second.asked]).toEqual([['who?'], ['who?'], ['who?']]);
  });

  it('are not queried after the signal aborts', async () => {
    const server = await startServer('late');
    const abort = new AbortController();
    const answers: Buffer[] = [];
    queryInTurn(Buffer.from('who?'), [server], abort.signal, (answer) => answers.push(answer));
    abort.abort();
    await new Promise((done) => setTimeout(done, 200));
    expect([answers, server.asked]).toEqual([[], []]);
  });

  it('are skipped at once if unreachable, and the answer is a server failure if none is reachable', async () => {
    const second = await startServer('two');
    const closed = await startServer();
    const refusing = { host: closed.host, port: closed.port };
    await new Promise<void>((done) => open[1]?.close(done));
    open.splice(1, 1);
    // Id 0x1234, recursion desired, one question.
    const question = Buffer.from('123401000001000000000000', 'hex');
    const ask = (...servers: { host: string; port: number }[]) => {
      const begunMs = performance.now();
      return new Promise<{ answer: Buffer; tookMs: number }>((done) =>
        queryInTurn(question, servers, new AbortController().signal, (answer) =>
          done({ answer, tookMs: performance.now() - begunMs }),
        ),
      );
    };
    const passedOver = await ask(refusing, second);
    expect(passedOver.answer.toString()).toBe('two');
    const unreachable = [await ask(refusing, refusing), await ask()];
    for (const { answer } of unreachable) expect(answer.toString('hex')).toBe('123481020001000000000000');
    // Far less than the 1.5 s that a silent server gets.
    for (const { tookMs } of [passedOver, ...unreachable]) expect(tookMs).toBeLessThan(1000);
  });
});
