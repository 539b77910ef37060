import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { NameServer } from './parse-server.ts';

/** After which the next is asked as well. */
const PATIENCE_MS = 1500;
/** As long as the C library waits. */
const GIVE_UP_MS = 5000;

/** Asks one server after the other until one answers; the answer is handed on as it is, and only the first. */
export function askInTurn(
  question: Buffer,
  servers: readonly NameServer[],
  signal: AbortSignal,
  onAnswer: (answer: Buffer) => void,
): void {
  const end = () => {
    for (const timer of timers) clearTimeout(timer);
    signal.removeEventListener('abort', end);
    for (const socket of sockets.splice(0)) socket.close();
  };
  // A socket, and so a random port, for each question: nobody else's answer fits.
  const sockets = servers.map(({ host }) => createSocket(isIPv6(host.replace(/%.*/, '')) ? 'udp6' : 'udp4'));
  const ask = ({ host, port }: NameServer, index: number) => {
    const socket = sockets[index];
    socket?.on('error', () => {});
    socket?.on('message', (answer) => {
      onAnswer(answer);
      end();
    });
    socket?.connect(port, host, () => socket.send(question));
  };
  const timers = servers.map((server, index) => setTimeout(ask, index * PATIENCE_MS, server, index));
  timers.push(setTimeout(end, GIVE_UP_MS + servers.length * PATIENCE_MS));
  signal.addEventListener('abort', end, { once: true });
}
