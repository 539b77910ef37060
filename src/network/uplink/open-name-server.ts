import { spawn } from 'node:child_process';
import type { Socket as UdpSocket } from 'node:dgram';
import { getServers } from 'node:dns';
import { once } from 'node:events';
import type { Server } from 'node:net';
import { fileURLToPath } from 'node:url';
import { outputTail } from '../../lib/output-tail.ts';
import { TYPESCRIPT_ARGS } from '../../lib/typescript-process.ts';
import { forwardStreams } from './forward-streams.ts';
import { parseServer } from './parse-server.ts';
import { queryInTurn } from './query-in-turn.ts';

const CHILD = fileURLToPath(new URL('./listen-inside.ts', import.meta.url));
const START_TIMEOUT_MS = 15_000;

/** Kind of the socket that the child process inside the namespace passes with a message. */
export type ListenMessage = 'udp' | 'tcp';

/**
 * Opens a name server on the internet node that forwards every query to this machine's own name servers, wherever they are
 * (often on its loopback or LAN, which the hosts cannot reach): its sockets are the namespace's, the queries are sent from
 * outside. `enter` is the command prefix that enters the namespace. Throws when the sockets cannot be opened.
 */
export async function openNameServer(enter: { command: string; args: string[] }): Promise<{ close(): void }> {
  const servers = getServers().map(parseServer);
  const child = spawn(enter.command, [...enter.args, process.execPath, ...TYPESCRIPT_ARGS, CHILD], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    detached: true,
  });
  const stderr = outputTail(child.stderr);
  const timer = setTimeout(() => child.kill('SIGKILL'), START_TIMEOUT_MS);
  const closers: (() => void)[] = [];
  const close = () => {
    for (const closer of closers.splice(0)) closer();
  };
  let sockets = 0;
  child.on('message', (message: ListenMessage, handle) => {
    sockets++;
    if (message === 'udp') {
      const socket = handle as UdpSocket;
      const abort = new AbortController();
      socket.on('message', (question, from) =>
        queryInTurn(question, servers, abort.signal, (answer) => socket.send(answer, from.port, from.address)),
      );
      socket.on('error', () => {});
      closers.push(() => {
        abort.abort();
        socket.close();
      });
    } else closers.push(forwardStreams(handle as Server, servers));
  });
  await once(child, 'close');
  clearTimeout(timer);
  if (sockets < 2) {
    close();
    throw new Error(`the name server did not start: ${stderr()}`);
  }
  return { close };
}
