import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import {
  isRequest,
  isStun,
  nominates,
  resign,
  transactionOf,
  usernameOf,
} from '../../../../src/sfu/transport/ice/stun-message.ts';
import type { OrtcIceParameters } from './ortc.ts';

interface Endpoint {
  readonly address: string;
  readonly port: number;
}

export interface IceFrontOptions {
  /** Address of the transport behind. */
  readonly inner: Endpoint;
  /** The gateway's own credentials, which do not change. */
  readonly local: OrtcIceParameters;
  /** The client's initial credentials, which the transport behind knows. */
  readonly remote: OrtcIceParameters;
}

/** Unanswered transactions kept: checks arrive every few tens of ms at most. */
const MAX_TRANSACTIONS = 200;

/**
 * Public address in front of a transport without ICE restart (libjuice has none). To the transport, the client stays at
 * one address and keeps its credentials: responses return to where the request came from, media goes where the client
 * last nominated a pair. Everything but STUN passes unchanged.
 */
export class IceFront {
  readonly port: number;
  readonly #front: Socket;
  readonly #inner: Socket;
  readonly #options: IceFrontOptions;
  /**
   * Passwords by ufrag. A client may abandon a restart that it requested during an outage, after having announced it.
   */
  readonly #known: Map<string, string>;
  /** Credentials that the client currently checks with. */
  #remote: OrtcIceParameters;
  #client: Endpoint | undefined;
  readonly #transactions = new Map<string, Endpoint>();
  #closed = false;

  static async open(options: IceFrontOptions): Promise<IceFront> {
    const { address, port } = options.inner;
    const [front, inner] = [createSocket('udp4'), createSocket('udp4')];
    for (const socket of [front, inner]) {
      socket.bind(0, address);
      await once(socket, 'listening');
    }
    inner.connect(port, address);
    await once(inner, 'connect');
    return new IceFront(front, inner, options);
  }

  private constructor(front: Socket, inner: Socket, options: IceFrontOptions) {
    this.#front = front;
    this.#inner = inner;
    this.#options = options;
    this.#remote = options.remote;
    this.#known = new Map([[options.remote.iceUfrag, options.remote.icePwd]]);
    this.port = front.address().port;
    front.on('message', (bytes, from) => this.#fromClient(bytes, from));
    inner.on('message', (bytes) => this.#toClient(bytes));
    // A closed port on the other side is not our error.
    for (const socket of [front, inner]) socket.on('error', () => {});
  }

  /** Registers an ICE restart that the client performs, or intended. */
  restart({ iceUfrag, icePwd }: OrtcIceParameters): void {
    this.#known.set(iceUfrag, icePwd);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#front.close();
    this.#inner.close();
  }

  get #restarted(): boolean {
    return this.#remote.iceUfrag !== this.#options.remote.iceUfrag;
  }

  #fromClient(bytes: Buffer, from: Endpoint): void {
    if (this.#closed) return;
    const passed = isStun(bytes) ? this.#translateIn(bytes, from) : bytes;
    if (passed !== undefined) this.#inner.send(passed);
  }

  #toClient(bytes: Buffer): void {
    if (this.#closed) return;
    const isAnswer = isStun(bytes) && !isRequest(bytes);
    const to = (isAnswer ? this.#transactions.get(transactionOf(bytes)) : undefined) ?? this.#client;
    if (isAnswer) this.#transactions.delete(transactionOf(bytes));
    if (to !== undefined) this.#front.send(this.#translateOut(bytes), to.port, to.address);
  }

  /** Returns undefined for checks with credentials that were never the client's. */
  #translateIn(bytes: Buffer, from: Endpoint): Buffer | undefined {
    const { local, remote } = this.#options;
    if (!isRequest(bytes)) return this.#restarted ? resign(bytes, remote.icePwd) : bytes;
    const [ours, iceUfrag = ''] = usernameOf(bytes)?.split(':') ?? [];
    const icePwd = this.#known.get(iceUfrag);
    if (ours !== local.iceUfrag || icePwd === undefined) return undefined;
    this.#transactions.set(transactionOf(bytes), from);
    for (const oldest of this.#transactions.keys()) {
      if (this.#transactions.size <= MAX_TRANSACTIONS) break;
      this.#transactions.delete(oldest);
    }
    if (this.#client === undefined || nominates(bytes)) {
      this.#client = from;
      this.#remote = { iceUfrag, icePwd };
    }
    return iceUfrag !== remote.iceUfrag
      ? resign(bytes, local.icePwd, { username: `${local.iceUfrag}:${remote.iceUfrag}` })
      : bytes;
  }

  #translateOut(bytes: Buffer): Buffer {
    if (!this.#restarted || !isStun(bytes) || !isRequest(bytes)) return bytes;
    return resign(bytes, this.#remote.icePwd, { username: `${this.#remote.iceUfrag}:${this.#options.local.iceUfrag}` });
  }
}
