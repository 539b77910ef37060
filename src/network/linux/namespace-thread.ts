/**
 * Thread that moves from one network namespace to the next and never returns. The sockets it opens belong to the whole
 * process. Each message is the path of a namespace; each reply is a SocketReply.
 */
import { parentPort } from 'node:worker_threads';
import { messageOf } from '../../lib/message-of.ts';
import { enterNamespace } from './inside-namespace.ts';
import { lastError, openUdpSocket } from './libc.ts';
import type { SocketReply } from './udp-socket-inside.ts';

parentPort?.on('message', (namespace: string) => {
  const answer = (reply: SocketReply) => parentPort?.postMessage(reply);
  try {
    enterNamespace(namespace);
    const fd = openUdpSocket();
    answer(fd < 0 ? { failed: `socket in ${namespace}: ${lastError()}` } : { fd });
  } catch (error) {
    answer({ failed: messageOf(error) });
  }
});
