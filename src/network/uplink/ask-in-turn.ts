import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { NameServer } from './parse-server.ts';

/** After which the next is asked as well. */
const PATIENCE_MS = 1500;
/** As long as the C library waits. */
const GIVE_UP_MS = 5000;

/** Header of a DNS message (RFC 1035, 4.1.1): id, flags, four counts. */
const HEADER_BYTES = 12;
const FLAGS_AT = 2;
const IS_ANSWER = 0x80;
const RCODE_MASK = 0x0f;
const SERVER_FAILURE = 2;

/**
 * Asks one server after the other until one answers; the answer is handed on as it is, and only the first. One that cannot be
 * reached is passed over at once, and when none can the answer is a server failure: without the internet names are to
 * fail, not to hang.
 */
export function askInTurn(
  question: Buffer,
  servers: readonly NameServer[],
  signal: AbortSignal,
  onAnswer: (answer: Buffer) => void,
): void {
  let asked = 0;
  let failed = 0;
  let patience: NodeJS.Timeout | undefined;
  // A socket, and so a random port, for each question: nobody else's answer fits.
  const sockets = servers.map(({ host }) => createSocket(isIPv6(host.replace(/%.*/, '')) ? 'udp6' : 'udp4'));
  const end = () => {
    clearTimeout(patience);
    clearTimeout(givingUp);
    signal.removeEventListener('abort', end);
    for (const socket of sockets.splice(0)) socket.close();
  };
  const answer = (message: Buffer) => {
    end();
    onAnswer(message);
  };
  const giveUp = () => {
    const message = failure(question);
    if (message === undefined) end();
    else answer(message);
  };
  const askNext = () => {
    const place = asked;
    const [server, socket] = [servers[place], sockets[place]];
    if (server === undefined || socket === undefined) return;
    asked++;
    clearTimeout(patience);
    patience = setTimeout(askNext, PATIENCE_MS);
    socket.on('message', answer);
    socket.once('error', () => {
      socket.on('error', () => {});
      failed++;
      if (failed === servers.length) giveUp();
      else if (place === asked - 1) askNext();
    });
    socket.connect(server.port, server.host, () => socket.send(question));
  };
  const givingUp = setTimeout(giveUp, GIVE_UP_MS + servers.length * PATIENCE_MS);
  signal.addEventListener('abort', end, { once: true });
  if (servers.length === 0) giveUp();
  else askNext();
}

/** The question as an answer that says no more than that none could be had; undefined where it is no question. */
function failure(question: Buffer): Buffer | undefined {
  if (question.length < HEADER_BYTES) return undefined;
  const message = Buffer.from(question);
  message[FLAGS_AT] = (question[FLAGS_AT] ?? 0) | IS_ANSWER;
  message[FLAGS_AT + 1] = ((question[FLAGS_AT + 1] ?? 0) & ~RCODE_MASK) | SERVER_FAILURE;
  return message;
}
