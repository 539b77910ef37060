import type { LinkSecond } from '../../../model/recording/link-second.ts';
import type { Topology } from '../../../model/scenario/network.ts';
import { isOwnPacket } from '../../probing/probe-packet.ts';
import { isUdpBeside } from './ipv4.ts';

/** Where UDP is blocked, a network still answers questions about names: its own resolver stands inside. */
const DNS_PORT = 53;
const NO_LINK = -1;

/**
 * Firewall of links on which UDP is blocked. A packet is refused where it enters its route, and counted at the first such
 * link of it. Our own probes pass: they measure the rest of the path, which TCP takes too.
 */
export class UdpBlock {
  /** Index of the first blocking link, by route; NO_LINK without one. */
  readonly #linkOf: Int32Array;
  readonly #refused: Int32Array;
  readonly #blocking: readonly boolean[];

  constructor({ links, routes }: Pick<Topology, 'links' | 'routes'>) {
    const indexOf = new Map(links.map(({ id }, index) => [id, index]));
    this.#blocking = links.map(({ profile }) => profile.udpBlocked === true);
    this.#refused = new Int32Array(links.length);
    this.#linkOf = Int32Array.from(
      routes.map(
        (route) => route.links.map((id) => indexOf.get(id) ?? NO_LINK).find((link) => this.#blocking[link]) ?? NO_LINK,
      ),
    );
  }

  /** Tells whether any link blocks UDP. */
  get isUsed(): boolean {
    return this.#blocking.includes(true);
  }

  /** Tells whether the IPv4 packet of `bytes` at offset `at` is refused on a route (an index), and counts it. */
  refuses(route: number, memory: Buffer, at: number, bytes: number): boolean {
    const link = this.#linkOf[route] ?? NO_LINK;
    if (link === NO_LINK || !isUdpBeside(DNS_PORT, memory, at, bytes) || isOwnPacket(memory, at, bytes)) return false;
    this.#refused[link] = (this.#refused[link] ?? 0) + 1;
    return true;
  }

  /** Adds the counts since the last call to the seconds of the links, which are in the topology's order. */
  addTo(seconds: readonly LinkSecond[]): LinkSecond[] {
    const counted = seconds.map((second, link) =>
      this.#blocking[link] === true ? { ...second, udpBlocked: this.#refused[link] ?? 0 } : second,
    );
    this.#refused.fill(0);
    return counted;
  }
}
