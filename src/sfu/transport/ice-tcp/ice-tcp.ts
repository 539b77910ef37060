import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { IceTcpConnection, type TcpSession } from './ice-tcp-connection.ts';

/** Connections at once: a few for each session (session-limits.ts), since a browser opens a new one when it reconnects. */
const MAX_CONNECTIONS = 1000;

/** Endpoint of a passive TCP candidate. */
export interface TcpCandidate {
  readonly address: string;
  readonly port: number;
}

/**
 * Passive ICE-TCP candidate (RFC 6544) of all sessions, which node-datachannel lacks: one listener. It distinguishes sessions
 * by the ufrag in a connection's first check.
 */
export class IceTcp {
  readonly candidate: TcpCandidate;
  readonly #server: Server;
  readonly #sessions = new Map<string, TcpSession>();
  readonly #connections = new Set<IceTcpConnection>();
  readonly #bySession = new Map<string, Set<IceTcpConnection>>();

  /** Rejects when the address cannot be bound. */
  static async open(address: string, port = 0): Promise<IceTcp> {
    const server = createServer();
    server.listen(port, address);
    await once(server, 'listening');
    return new IceTcp(server, address);
  }

  private constructor(server: Server, address: string) {
    const bound = server.address();
    if (bound === null || typeof bound === 'string') throw new Error('the listener has no port');
    this.candidate = { address, port: bound.port };
    this.#server = server;
    server.on('connection', (socket) => this.#accept(socket));
  }

  /** Accepts connections for the session with this ufrag from now on. */
  add(ufrag: string, session: TcpSession): void {
    this.#sessions.set(ufrag, session);
  }

  /** Ends the session's connections, and accepts no more. */
  remove(ufrag: string): void {
    this.#sessions.delete(ufrag);
    for (const connection of this.#bySession.get(ufrag) ?? []) connection.close();
    this.#bySession.delete(ufrag);
  }

  close(): void {
    this.#server.close();
    for (const connection of this.#connections) connection.close();
  }

  #accept(socket: Socket): void {
    if (this.#connections.size >= MAX_CONNECTIONS) {
      socket.destroy();
      return;
    }
    const { address } = this.candidate;
    let session: string | undefined;
    const connection = new IceTcpConnection(socket, {
      address,
      sessionOf: (ufrag) => this.#sessions.get(ufrag),
      onSession: (ufrag) => {
        session = ufrag;
        const all = this.#bySession.get(ufrag) ?? new Set();
        this.#bySession.set(ufrag, all.add(connection));
      },
    });
    this.#connections.add(connection);
    socket.once('close', () => {
      this.#connections.delete(connection);
      if (session !== undefined) this.#bySession.get(session)?.delete(connection);
    });
  }
}
