import { connect, type Server, type Socket } from 'node:net';
import type { NameServer } from './parse-server.ts';

/** Longer ones are not about names. */
const IDLE_MS = 10_000;

/** Joins every connection that comes to `server` with one to the first name server. Gives what ends all of it. */
export function joinStreams(server: Server, [first]: readonly NameServer[]): () => void {
  const open = new Set<Socket>();
  server.on('connection', (inner) => {
    if (first === undefined) return void inner.destroy();
    const outer = connect(first.port, first.host);
    for (const [one, other] of [
      [inner, outer],
      [outer, inner],
    ] as const) {
      open.add(one);
      one.setTimeout(IDLE_MS, () => one.destroy());
      one.on('error', () => {});
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  server.on('error', () => {});
  return () => {
    server.close();
    for (const socket of open) socket.destroy();
  };
}
