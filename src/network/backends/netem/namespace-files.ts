import { closeSync, openSync, readSync } from 'node:fs';
import { insideNamespace } from '../../linux/inside-namespace.ts';
import { NAMESPACES_DIRECTORY } from '../namespaces/namespaces.ts';

/** Of one device, since it was made. */
export interface InterfaceCounts {
  readonly receivedPackets: number;
  readonly sentPackets: number;
  /** Either way, for want of room or because nobody took it. */
  readonly drops: number;
}

/** Columns of /proc/net/dev after the name: 8 of receiving, then 8 of sending, each bytes, packets, errs, drop. */
const COLUMN = { receivedPackets: 1, receiveDrops: 3, sentPackets: 9, sendDrops: 11 } as const;
const CHUNK_BYTES = 1 << 16;

/** The files under /proc/net of one namespace, open: they stay that namespace's, wherever they are read from. */
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

  /** Packets that no route was for. */
  unroutable(): number {
    const [names, values] = readAll(this.#netstat)
      .split('\n')
      .filter((line) => line.startsWith('IpExt:'))
      .map((line) => line.split(' '));
    const place = names?.indexOf('InNoRoutes') ?? -1;
    return Number(values?.[place] ?? 0);
  }

  close(): void {
    closeSync(this.#devices);
    closeSync(this.#netstat);
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
