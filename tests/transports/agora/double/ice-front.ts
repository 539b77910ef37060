import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { OrtcIceParameters } from './ortc.ts';
import { isRequest, isStun, nominates, resign, transactionOf, usernameOf } from './stun.ts';

interface Endpoint {
  readonly address: string;
  readonly port: number;
}

export interface IceFrontOptions {
  /** Where the transport behind listens. */
  readonly inner: Endpoint;
  /** The gateway's own credentials, which stay. */
  readonly local: OrtcIceParameters;
  /** The client's at first: those the transport behind knows. */
  readonly remote: OrtcIceParameters;
}

/** Transactions whose answer has not come: checks come every few tens of ms at most. */
const MOST_ASKED = 200;

/**
 * The address that clients are told, before a transport that knows no ICE restart (libjuice has none). To the transport the
 * client stays at one address and keeps its credentials: answers go back to where the question came from, media to where
 * the client last nominated a pair. All but STUN passes untouched.
 */
export class IceFront {
  readonly port: number;
  readonly #front: Socket;
  readonly #inner: Socket;
  readonly #options: IceFrontOptions;
  /** Passwords by ufrag. A restart asked for during an outage may be given up by the client, and be told of all the same. */
  readonly #known: Map<string, string>;
  /** Those it checks under now. */
  #remote: OrtcIceParameters;
  #client: Endpoint | undefined;
  readonly #asked = new Map<string, Endpoint>();
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
    // A port that is closed on the other side is no error of ours.
    for (const socket of [front, inner]) socket.on('error', () => {});
  }

  /** The client restarts ICE, or wanted to. */
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
    const to = (isAnswer ? this.#asked.get(transactionOf(bytes)) : undefined) ?? this.#client;
    if (isAnswer) this.#asked.delete(transactionOf(bytes));
    if (to !== undefined) this.#front.send(this.#translateOut(bytes), to.port, to.address);
  }

  /** Undefined for checks under credentials that never were the client's. */
  #translateIn(bytes: Buffer, from: Endpoint): Buffer | undefined {
    const { local, remote } = this.#options;
    if (!isRequest(bytes)) return this.#restarted ? resign(bytes, remote.icePwd) : bytes;
    const [ours, iceUfrag = ''] = usernameOf(bytes)?.split(':') ?? [];
    const icePwd = this.#known.get(iceUfrag);
    if (ours !== local.iceUfrag || icePwd === undefined) return undefined;
    this.#asked.set(transactionOf(bytes), from);
    for (const oldest of this.#asked.keys()) {
      if (this.#asked.size <= MOST_ASKED) break;
      this.#asked.delete(oldest);
    }
    if (this.#client === undefined || nominates(bytes)) {
      this.#client = from;
      this.#remote = { iceUfrag, icePwd };
    }
    return iceUfrag !== remote.iceUfrag ? resign(bytes, local.icePwd, `${local.iceUfrag}:${remote.iceUfrag}`) : bytes;
  }

  #translateOut(bytes: Buffer): Buffer {
    if (!this.#restarted || !isStun(bytes) || !isRequest(bytes)) return bytes;
    return resign(bytes, this.#remote.icePwd, `${this.#remote.iceUfrag}:${this.#options.local.iceUfrag}`);
  }
}
