import { connect, type Server, type Socket } from 'node:net';
import type { NameServer } from './parse-server.ts';

/** Idle time after which a connection is closed; DNS connections are short. */
const IDLE_MS = 10_000;

/**
 * Forwards every connection to `server` to the first name server. Returns a function that closes the server and all
 * connections.
 */
export function forwardStreams(server: Server, [first]: readonly NameServer[]): () => void {
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
