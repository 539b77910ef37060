import type { NetworkNode } from '../../../model/scenario/network.ts';
import { parseAddress } from './ipv4.ts';

interface Range {
  readonly first: number;
  readonly last: number;
}

/** Maps destination addresses to nodes. */
export class Destinations {
  readonly #nodeByAddress: ReadonlyMap<number, number>;
  readonly #internet: number | undefined;
  readonly #refused: readonly Range[];

  /** `refused`: ranges such as "10.0.0.0/8" that lead nowhere, even if there is an internet node. */
  constructor(nodes: readonly NetworkNode[], refused: readonly string[]) {
    this.#nodeByAddress = new Map(nodes.map(({ address }, index) => [parseAddress(address), index]));
    const internet = nodes.findIndex(({ role }) => role === 'internet');
    this.#internet = internet < 0 ? undefined : internet;
    this.#refused = refused.map(parseRange);
  }

  /** Returns the node for an address (an index into the topology's nodes); undefined when the address leads nowhere. */
  nodeFor(address: number): number | undefined {
    const node = this.#nodeByAddress.get(address);
    if (node !== undefined || this.#internet === undefined) return node;
    for (const { first, last } of this.#refused) if (address >= first && address <= last) return undefined;
    return this.#internet;
  }
}

function parseRange(text: string): Range {
  const [address = '', bits] = text.split('/');
  const size = 2 ** (32 - Number(bits));
  const first = Math.floor(parseAddress(address) / size) * size;
  if (!Number.isInteger(size)) throw new Error(`not a range of addresses: ${text}`);
  return { first, last: first + size - 1 };
}
