import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { NameServer } from './parse-server.ts';

/** Time after which the next server is queried as well. */
const PATIENCE_MS = 1500;
/** Timeout of a query, as in the C library. */
const GIVE_UP_MS = 5000;

/** Layout of a DNS message header (RFC 1035, 4.1.1): id, flags, four counts. */
const HEADER_BYTES = 12;
const FLAGS_AT = 2;
const IS_ANSWER = 0x80;
const RCODE_MASK = 0x0f;
const SERVER_FAILURE = 2;

/**
 * Queries one server after the other until one answers, and passes on the first answer unchanged. Skips an unreachable
 * server at once; if none is reachable the answer is a server failure, so that without the internet look-ups fail instead of
 * hanging.
 */
export function queryInTurn(
  question: Buffer,
  servers: readonly NameServer[],
  signal: AbortSignal,
  onAnswer: (answer: Buffer) => void,
): void {
  let queried = 0;
  let failed = 0;
  let nextTimer: NodeJS.Timeout | undefined;
  // A socket per query, and therefore a random port, so that no other answer can match.
  const sockets = servers.map(({ host }) => createSocket(isIPv6(host.replace(/%.*/, '')) ? 'udp6' : 'udp4'));
  const end = () => {
    clearTimeout(nextTimer);
    clearTimeout(timeout);
    signal.removeEventListener('abort', end);
    for (const socket of sockets.splice(0)) socket.close();
  };
  const answer = (message: Buffer) => {
    end();
    onAnswer(message);
  };
  const giveUp = () => {
    const message = serverFailure(question);
    if (message === undefined) end();
    else answer(message);
  };
  const queryNext = () => {
    const index = queried;
    const [server, socket] = [servers[index], sockets[index]];
    if (server === undefined || socket === undefined) return;
    queried++;
    clearTimeout(nextTimer);
    nextTimer = setTimeout(queryNext, PATIENCE_MS);
    socket.on('message', answer);
    socket.once('error', () => {
      socket.on('error', () => {});
      failed++;
      if (failed === servers.length) giveUp();
      else if (index === queried - 1) queryNext();
    });
    socket.connect(server.port, server.host, () => socket.send(question));
  };
  const timeout = setTimeout(giveUp, GIVE_UP_MS + servers.length * PATIENCE_MS);
  signal.addEventListener('abort', end, { once: true });
  if (servers.length === 0) giveUp();
  else queryNext();
}

/** Turns a query into a response that reports a server failure; undefined for a message too short to be a query. */
function serverFailure(question: Buffer): Buffer | undefined {
  if (question.length < HEADER_BYTES) return undefined;
  const message = Buffer.from(question);
  message[FLAGS_AT] = (question[FLAGS_AT] ?? 0) | IS_ANSWER;
  message[FLAGS_AT + 1] = ((question[FLAGS_AT + 1] ?? 0) & ~RCODE_MASK) | SERVER_FAILURE;
  return message;
}
