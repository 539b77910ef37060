import { openSync, readSync } from 'node:fs';
import { insideNamespace } from '../../linux/inside-namespace.ts';
import { NAMESPACES_DIRECTORY } from '../namespaces/namespaces.ts';

/** Counts of one device since it was created. */
export interface InterfaceCounts {
  readonly receivedPackets: number;
  readonly sentPackets: number;
  /** Packets dropped in either direction, for lack of room or of a receiver. */
  readonly drops: number;
}

/**
 * Columns of /proc/net/dev after the name: 8 for receiving, then 8 for sending, each starting with bytes, packets, errs,
 * drop.
 */
const COLUMN = { receivedPackets: 1, receiveDrops: 3, sentPackets: 9, sendDrops: 11 } as const;
const CHUNK_BYTES = 1 << 16;

/** Files under /proc/net of one namespace, open until the process ends. They stay bound to that namespace wherever they are read. */
export class NamespaceFiles {
  readonly #devices: number;
  readonly #netstat: number;

  constructor(namespace: string) {
    const [devices, netstat] = insideNamespace(`${NAMESPACES_DIRECTORY}/${namespace}`, () => [
      openSync('/proc/thread-self/net/dev', 'r'),
      openSync('/proc/thread-self/net/netstat', 'r'),
    ]);
    this.#devices = devices ?? -1;
    this.#netstat = netstat ?? -1;
  }

  interfaces(): Map<string, InterfaceCounts> {
    const found = new Map<string, InterfaceCounts>();
    for (const line of readAll(this.#devices).split('\n').slice(2)) {
      const [name, columns] = line.split(':');
      if (name === undefined || columns === undefined) continue;
      const count = columns.trim().split(/\s+/).map(Number);
      const at = (column: number) => count[column] ?? 0;
      found.set(name.trim(), {
        receivedPackets: at(COLUMN.receivedPackets),
        sentPackets: at(COLUMN.sentPackets),
        drops: at(COLUMN.receiveDrops) + at(COLUMN.sendDrops),
      });
    }
    return found;
  }

  /** Returns the number of packets without a route since the namespace was created. */
  unroutable(): number {
    const [names, values] = readAll(this.#netstat)
      .split('\n')
      .filter((line) => line.startsWith('IpExt:'))
      .map((line) => line.split(' '));
    const column = names?.indexOf('InNoRoutes') ?? -1;
    return Number(values?.[column] ?? 0);
  }
}

function readAll(file: number): string {
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let text = '';
  for (let at = 0; ; ) {
    const bytes = readSync(file, chunk, 0, CHUNK_BYTES, at);
    if (bytes === 0) return text;
    text += chunk.toString('latin1', 0, bytes);
    at += bytes;
  }
}
