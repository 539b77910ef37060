import type { Endpoint } from '../../backend.ts';
import { ANY_ADDRESS, LOOPBACK, type PacketSender, type RelaySocket, type Wire } from './wire.ts';

/** Maximum number of client addresses: a browser tries a few, so more would not be ours. */
const MAX_CLIENTS = 64;

export interface RelayPortEvents {
  /** Called for a packet from a client; `sender` leads to the target. */
  onFromClient(payload: Buffer, sender: PacketSender, atMs: number): void;
  /** Called for a packet from the target; `sender` leads to the client. */
  onFromTarget(payload: Buffer, sender: PacketSender, atMs: number): void;
  /** Called for a packet from a client beyond the maximum. */
  onDropped(): void;
}

/** Port of this machine that stands in for `target`. Each client address has its own socket towards the target. */
export class RelayPort {
  readonly #wire: Wire;
  readonly #target: Endpoint;
  readonly #events: RelayPortEvents;
  readonly #clients: RelaySocket;
  readonly #upstreams: RelaySocket[] = [];
  readonly #toTarget = new Map<string, PacketSender>();

  constructor(wire: Wire, target: Endpoint, events: RelayPortEvents) {
    this.#wire = wire;
    this.#target = target;
    this.#events = events;
    this.#clients = wire.open(LOOPBACK, (payload, from, atMs) => {
      const sender = this.#toTarget.get(`${from.address}:${from.port}`) ?? this.#admit(from);
      if (sender === undefined) events.onDropped();
      else events.onFromClient(payload, sender, atMs);
    });
  }

  get at(): Endpoint {
    return { address: LOOPBACK, port: this.#clients.port };
  }

  /** Local ports on which it receives. */
  get localPorts(): number[] {
    return [this.#clients, ...this.#upstreams].map(({ port }) => port);
  }

  /** Opens a socket for a new client address and returns its sender; undefined beyond the maximum. */
  #admit({ address, port }: Endpoint): PacketSender | undefined {
    if (this.#toTarget.size >= MAX_CLIENTS) return undefined;
    const target = this.#target;
    const toClient = this.#clients.senderTo({ address, port });
    const here = target.address === LOOPBACK ? LOOPBACK : ANY_ADDRESS;
    const upstream = this.#wire.open(here, (payload, from, atMs) => {
      // Anyone can send to a port: forward only packets from the target.
      if (from.port === target.port && from.address === target.address)
        this.#events.onFromTarget(payload, toClient, atMs);
    });
    this.#upstreams.push(upstream);
    const sender = upstream.senderTo(target);
    this.#toTarget.set(`${address}:${port}`, sender);
    return sender;
  }
}
