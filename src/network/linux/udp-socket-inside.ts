import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { typescriptThread } from '../../lib/typescript-process.ts';
import { privilege } from '../user-namespace/privilege.ts';
import { insideNamespace } from './inside-namespace.ts';
import { lastError, openUdpSocket } from './libc.ts';

/** What the visiting thread answers. */
export type Visited = { readonly fd: number } | { readonly failed: string };

let thread: Worker | undefined;
/** One visit at a time, so that answers need no names. */
let last: Promise<unknown> = Promise.resolve();

/** Descriptor of a new UDP socket in a network namespace, given the path of its file. */
export async function udpSocketInside(namespace: string): Promise<number> {
  if (privilege() === 'user namespace') {
    const visit = last.then(() => visitByThread(namespace));
    last = visit.catch(() => {});
    return visit;
  }
  const fd = insideNamespace(namespace, openUdpSocket);
  if (fd < 0) throw new Error(`socket in ${namespace}: ${lastError()}`);
  return fd;
}

/** Root of a user namespace cannot come back to the machine's own network: a thread goes, and stays away. */
async function visitByThread(namespace: string): Promise<number> {
  thread ??= new Worker(typescriptThread(new URL('./namespace-thread.ts', import.meta.url)));
  thread.unref();
  thread.postMessage(namespace);
  const [visited] = (await once(thread, 'message')) as [Visited];
  if ('failed' in visited) throw new Error(visited.failed);
  return visited.fd;
}
