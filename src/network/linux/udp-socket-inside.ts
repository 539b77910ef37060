import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { typescriptThread } from '../../lib/typescript-process.ts';
import { readPrivilege } from '../user-namespace/privilege.ts';
import { insideNamespace } from './inside-namespace.ts';
import { lastError, openUdpSocket } from './libc.ts';

/** Reply of the namespace thread. */
export type SocketReply = { readonly fd: number } | { readonly failed: string };

let thread: Worker | undefined;
/** Last request. Requests are sent one at a time, so that replies need no ids. */
let last: Promise<unknown> = Promise.resolve();

/** Opens a UDP socket in a network namespace, given the path of its file, and returns its descriptor. */
export async function udpSocketInside(namespace: string): Promise<number> {
  if (readPrivilege() === 'user namespace') {
    const request = last.then(() => openByThread(namespace));
    last = request.catch(() => {});
    return request;
  }
  const fd = insideNamespace(namespace, openUdpSocket);
  if (fd < 0) throw new Error(`socket in ${namespace}: ${lastError()}`);
  return fd;
}

/**
 * Opens the socket on a separate thread that stays in the namespace, because root of a user namespace cannot return to the
 * machine's own network.
 */
async function openByThread(namespace: string): Promise<number> {
  thread ??= new Worker(typescriptThread(new URL('./namespace-thread.ts', import.meta.url)));
  thread.unref();
  thread.postMessage(namespace);
  const [reply] = (await once(thread, 'message')) as [SocketReply];
  if ('failed' in reply) throw new Error(reply.failed);
  return reply.fd;
}
