import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { IceTcpConnection, type TcpSession } from './ice-tcp-connection.ts';

/** Connections of one session: a browser opens a new one when it reconnects. */
const MAX_PER_SESSION = 8;
/** Connections that have not shown yet to which session they belong. */
const MAX_STRANGERS = 200;

/** Endpoint of a passive TCP candidate. */
export interface TcpCandidate {
  readonly address: string;
  readonly port: number;
}

/**
 * Passive ICE-TCP candidate (RFC 6544) of all sessions, which node-datachannel lacks: one listener. It distinguishes sessions
 * by the ufrag in a connection's first check. Where there are too many connections of a kind, the oldest of that kind makes
 * room: nobody can take the places of others.
 */
export class IceTcp {
  readonly candidate: TcpCandidate;
  readonly #server: Server;
  readonly #sessions = new Map<string, TcpSession>();
  readonly #strangers = new Set<IceTcpConnection>();
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
    for (const connections of [this.#strangers, ...this.#bySession.values()])
      for (const connection of connections) connection.close();
  }

  #accept(socket: Socket): void {
    const { address } = this.candidate;
    let kind = this.#strangers;
    const connection = new IceTcpConnection(socket, {
      address,
      sessionOf: (ufrag) => this.#sessions.get(ufrag),
      onSession: (ufrag) => {
        this.#strangers.delete(connection);
        kind = this.#bySession.get(ufrag) ?? new Set();
        this.#bySession.set(ufrag, kind);
        add(connection, kind, MAX_PER_SESSION);
      },
    });
    add(connection, kind, MAX_STRANGERS);
    socket.once('close', () => kind.delete(connection));
  }
}

/** Adds a connection to those of its kind, of which the oldest makes room. */
function add(connection: IceTcpConnection, kind: Set<IceTcpConnection>, most: number): void {
  const [oldest] = kind;
  if (kind.size >= most && oldest !== undefined) {
    kind.delete(oldest);
    oldest.close();
  }
  kind.add(connection);
}
