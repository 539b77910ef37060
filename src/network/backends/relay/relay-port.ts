import type { Endpoint } from '../../backend.ts';
import { ANY_ADDRESS, type Exit, LOOPBACK, type RelaySocket, type Wire } from './wire.ts';

/** Browsers try a few addresses each; more is nobody's. */
const MAX_CLIENTS = 64;

export interface RelayPortEvents {
  /** From a client, to leave by `exit` towards the target. */
  onForth(payload: Buffer, exit: Exit, atMs: number): void;
  /** From the target, to leave by `exit` towards the client. */
  onBack(payload: Buffer, exit: Exit, atMs: number): void;
  /** From one client too many. */
  onDropped(): void;
}

/** A port of this machine that stands for `target`: each client address has a socket of its own towards it. */
export class RelayPort {
  readonly #wire: Wire;
  readonly #target: Endpoint;
  readonly #events: RelayPortEvents;
  readonly #clients: RelaySocket;
  readonly #upstreams: RelaySocket[] = [];
  readonly #exits = new Map<string, Exit>();

  constructor(wire: Wire, target: Endpoint, events: RelayPortEvents) {
    this.#wire = wire;
    this.#target = target;
    this.#events = events;
    this.#clients = wire.open(LOOPBACK, (payload, from, atMs) => {
      const exit = this.#exits.get(`${from.address}:${from.port}`) ?? this.#admit(from);
      if (exit === undefined) events.onDropped();
      else events.onForth(payload, exit, atMs);
    });
  }

  get at(): Endpoint {
    return { address: LOOPBACK, port: this.#clients.port };
  }

  /** Ports of this machine on which it receives. */
  get localPorts(): number[] {
    return [this.#clients, ...this.#upstreams].map(({ port }) => port);
  }

  #admit({ address, port }: Endpoint): Exit | undefined {
    if (this.#exits.size >= MAX_CLIENTS) return undefined;
    const target = this.#target;
    const toClient = this.#clients.exitTo({ address, port });
    const here = target.address === LOOPBACK ? LOOPBACK : ANY_ADDRESS;
    const upstream = this.#wire.open(here, (payload, from, atMs) => {
      // Anyone can send to a port: the target's answers alone are passed on.
      if (from.port === target.port && from.address === target.address) this.#events.onBack(payload, toClient, atMs);
    });
    this.#upstreams.push(upstream);
    const exit = upstream.exitTo(target);
    this.#exits.set(`${address}:${port}`, exit);
    return exit;
  }
}
