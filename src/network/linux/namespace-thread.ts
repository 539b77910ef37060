/**
 * A thread that goes from one network namespace to the next and never comes home. What it opens belongs to the whole
 * process. Each message is a namespace's path; each answer a Visited.
 */
import { parentPort } from 'node:worker_threads';
import { enterNamespace } from './inside-namespace.ts';
import { lastError, openUdpSocket } from './libc.ts';
import type { Visited } from './udp-socket-inside.ts';

parentPort?.on('message', (namespace: string) => {
  const answer = (visited: Visited) => parentPort?.postMessage(visited);
  try {
    enterNamespace(namespace);
    const fd = openUdpSocket();
    answer(fd < 0 ? { failed: `socket in ${namespace}: ${lastError()}` } : { fd });
  } catch (error) {
    answer({ failed: error instanceof Error ? error.message : String(error) });
  }
});
