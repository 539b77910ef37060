import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import type { Endpoint } from '../../backend.ts';

export const LOOPBACK = '127.0.0.1';
/** As much as the kernel grants; 2 s of 16 Mbps. */
const BUFFER_BYTES = 4 << 20;
/** Browsers try a few addresses each; more is nobody's. */
const MAX_CLIENTS = 64;

/** Where a packet leaves the relay. */
export interface Exit {
  send(payload: Buffer): void;
}

export interface RelayPortEvents {
  /** From a client, to leave by `exit` towards the target. */
  onForth(payload: Buffer, exit: Exit): void;
  /** From the target, to leave by `exit` towards the client. */
  onBack(payload: Buffer, exit: Exit): void;
  /** Something could not be passed on. */
  onDropped(): void;
}

/** Ours are addresses already; a look-up would cost each packet a turn of the loop. */
type Lookup = (name: string, ...rest: readonly unknown[]) => void;
const literally: Lookup = (name, ...rest) => {
  const callback = rest.at(-1) as (error: Error | null, address: string, family: number) => void;
  callback(null, name, isIPv6(name) ? 6 : 4);
};

/** A port of this machine that stands for `target`: each client address has a socket of its own towards it. */
export class RelayPort {
  readonly #target: Endpoint;
  readonly #events: RelayPortEvents;
  readonly #clients: Socket;
  readonly #exits = new Map<string, Exit>();
  readonly #sockets: Socket[] = [];

  static async open(target: Endpoint, events: RelayPortEvents): Promise<RelayPort> {
    const port = new RelayPort(target, events);
    // Before it binds: it listens at once, since nothing is looked up.
    const listening = once(port.#clients, 'listening');
    port.#clients.bind(0, LOOPBACK);
    await listening;
    return port;
  }

  private constructor(target: Endpoint, events: RelayPortEvents) {
    this.#target = target;
    this.#events = events;
    this.#clients = this.#open('udp4');
    this.#clients.on('message', (payload, from) => {
      const exit = this.#exits.get(`${from.address}:${from.port}`) ?? this.#admit(from);
      if (exit === undefined) events.onDropped();
      else events.onForth(payload, exit);
    });
  }

  get at(): Endpoint {
    return { address: LOOPBACK, port: this.#clients.address().port };
  }

  /** Ports of this machine on which it receives. */
  get localPorts(): number[] {
    return this.#sockets.map((socket) => socket.address().port);
  }

  get receiveBufferBytes(): number {
    return this.#clients.getRecvBufferSize();
  }

  #open(type: 'udp4' | 'udp6'): Socket {
    const socket = createSocket({
      type,
      lookup: literally,
      recvBufferSize: BUFFER_BYTES,
      sendBufferSize: BUFFER_BYTES,
    });
    // What could not be sent is told to the sender; nothing else can fail but what the next packet meets as well.
    socket.on('error', () => this.#events.onDropped());
    this.#sockets.push(socket);
    return socket;
  }

  #admit({ address, port }: RemoteInfo): Exit | undefined {
    if (this.#exits.size >= MAX_CLIENTS) return undefined;
    const target = this.#target;
    const upstream = this.#open(isIPv6(target.address) ? 'udp6' : 'udp4');
    const toClient = this.#exit(this.#clients, { address, port });
    upstream.on('message', (payload, from) => {
      // Anyone can send to a port: the target's answers alone are passed on.
      if (from.port === target.port && from.address === target.address) this.#events.onBack(payload, toClient);
    });
    upstream.bind(0, target.address === LOOPBACK ? LOOPBACK : undefined);
    const exit = this.#exit(upstream, target);
    this.#exits.set(`${address}:${port}`, exit);
    return exit;
  }

  #exit(socket: Socket, { address, port }: Endpoint): Exit {
    const sent = (error: Error | null) => error !== null && this.#events.onDropped();
    return { send: (payload) => socket.send(payload, port, address, sent) };
  }
}
