import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isRequest, isSignedBy, isStun, nominates, resign, transactionOf, usernameOf } from './stun-message.ts';

/** ICE credentials of one side. */
export interface IceCredentials {
  readonly iceUfrag: string;
  readonly icePwd: string;
}

/** Credentials of both sides of one ICE session. */
export interface IceSession {
  readonly local: IceCredentials;
  readonly remote: IceCredentials;
}

interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** Checks of the peer whose answers are awaited. */
const MAX_TRANSACTIONS = 200;
/** Priority shown to the agent behind: above that of the path before the restart, which it would go on using. */
const HIGHEST_PRIORITY = 0x7fff_ffff;

/**
 * Second ICE agent in front of node-datachannel's, which can neither restart nor change its credentials: a UDP port that
 * opens with a session's first ICE restart. Checks under the new credentials are verified, signed again under the old ones
 * and passed on; answers return the other way. To the agent behind, the peer keeps its credentials and has one more
 * address. Everything but STUN passes unchanged, to and from wherever the peer has nominated.
 */
export class IceFront {
  readonly port: number;
  readonly #front: Socket;
  readonly #inner: Socket;
  /** Credentials that the agent behind knows. */
  readonly #first: IceSession;
  #current: IceSession;
  #peer: Endpoint | undefined;
  /** Senders of checks, by transaction. */
  readonly #transactions = new Map<string, Endpoint>();
  #isClosed = false;

  /** `inner`: address of the agent behind, on which the new port is opened too. Rejects when that fails. */
  static async open(inner: Endpoint, first: IceSession): Promise<IceFront> {
    const sockets = [createSocket('udp4'), createSocket('udp4')] as const;
    try {
      for (const socket of sockets) {
        socket.bind(0, inner.address);
        await once(socket, 'listening');
      }
      sockets[1].connect(inner.port, inner.address);
      await once(sockets[1], 'connect');
      return new IceFront(...sockets, first);
    } catch (error) {
      for (const socket of sockets) socket.close();
      throw error;
    }
  }

  private constructor(front: Socket, inner: Socket, first: IceSession) {
    this.#front = front;
    this.#inner = inner;
    this.#first = first;
    this.#current = first;
    this.port = front.address().port;
    front.on('message', (bytes, from) => this.#fromPeer(bytes, from));
    inner.on('message', (bytes) => this.#toPeer(bytes));
    // A closed port on the other side is not our error.
    for (const socket of [front, inner]) socket.on('error', () => {});
  }

  /** Accepts checks under these credentials from now on, and no others. */
  restart(session: IceSession): void {
    this.#current = session;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#front.close();
    this.#inner.close();
  }

  #fromPeer(bytes: Buffer, from: Endpoint): void {
    // Nothing can be sent to port 0 (RFC 768: its sender wants no answer).
    if (this.#isClosed || from.port === 0) return;
    const passed = isStun(bytes) ? this.#translateIn(bytes, from) : this.#isPeer(from) ? bytes : undefined;
    if (passed !== undefined) this.#inner.send(passed);
  }

  #toPeer(bytes: Buffer): void {
    if (this.#isClosed) return;
    const isAnswer = isStun(bytes) && !isRequest(bytes);
    const transaction = isAnswer ? transactionOf(bytes) : '';
    const to = isAnswer ? this.#transactions.get(transaction) : this.#peer;
    this.#transactions.delete(transaction);
    if (to !== undefined) this.#front.send(this.#translateOut(bytes, to), to.port, to.address);
  }

  /** Returns a message of the peer as the agent behind accepts it; undefined unless it proves to be the peer's. */
  #translateIn(bytes: Buffer, from: Endpoint): Buffer | undefined {
    const { local, remote } = this.#current;
    if (!isRequest(bytes))
      return isSignedBy(bytes, remote.icePwd) ? resign(bytes, this.#first.remote.icePwd) : undefined;
    if (usernameOf(bytes) !== `${local.iceUfrag}:${remote.iceUfrag}` || !isSignedBy(bytes, local.icePwd))
      return undefined;
    this.#remember(transactionOf(bytes), from);
    if (this.#peer === undefined || nominates(bytes)) this.#peer = from;
    const first = this.#first;
    return resign(bytes, first.local.icePwd, {
      username: `${first.local.iceUfrag}:${first.remote.iceUfrag}`,
      priority: HIGHEST_PRIORITY,
    });
  }

  #translateOut(bytes: Buffer, to: Endpoint): Buffer {
    if (!isStun(bytes)) return bytes;
    const { local, remote } = this.#current;
    // The agent behind saw our own address. The peer would take that for one of its own that it did not know of.
    if (!isRequest(bytes)) return resign(bytes, local.icePwd, { mapped: to });
    return resign(bytes, remote.icePwd, { username: `${remote.iceUfrag}:${local.iceUfrag}` });
  }

  #remember(transaction: string, from: Endpoint): void {
    this.#transactions.set(transaction, from);
    for (const oldest of this.#transactions.keys()) {
      if (this.#transactions.size <= MAX_TRANSACTIONS) break;
      this.#transactions.delete(oldest);
    }
  }

  #isPeer({ address, port }: Endpoint): boolean {
    return this.#peer?.address === address && this.#peer.port === port;
  }
}
