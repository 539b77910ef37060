import { readFile } from 'node:fs/promises';

/**
 * Socket tables of Linux, one line per socket: the second column is the local address and port in hex, the last the drops.
 */
const TABLES = ['/proc/net/udp', '/proc/net/udp6'];

/** Counts the packets that the kernel dropped because sockets were not read in time. */
export class SocketDrops {
  readonly #tables: readonly string[];
  /** Drops of each port's sockets, since they were opened, at the last call that knew them all. */
  #before: ReadonlyMap<number, number> = new Map();

  constructor(tables: readonly string[] = TABLES) {
    this.#tables = tables;
  }

  /**
   * Returns the packets dropped at the sockets on these local ports since the last call that returned a number. Undefined
   * where the system does not report each of them.
   */
  async take(ports: readonly number[]): Promise<number | undefined> {
    const texts = await Promise.all(this.#tables.map((table) => readFile(table, 'latin1').catch(() => '')));
    const now = dropsByPort(texts.flatMap((text) => text.split('\n').slice(1)));
    const isKnown = texts.some((text) => text !== '') && ports.every((port) => Number.isFinite(now.get(port)));
    if (!isKnown) return undefined;
    const before = this.#before;
    this.#before = now;
    // Another socket on the same port begins at 0.
    const grown = ports.map((port) => Math.max(0, (now.get(port) ?? Number.NaN) - (before.get(port) ?? 0)));
    return grown.reduce((sum, drops) => sum + drops, 0);
  }
}

function dropsByPort(lines: readonly string[]): ReadonlyMap<number, number> {
  const drops = new Map<number, number>();
  for (const line of lines) {
    const fields = line.trim().split(/\s+/);
    const port = Number.parseInt(fields[1]?.split(':')[1] ?? '', 16);
    if (Number.isFinite(port)) drops.set(port, (drops.get(port) ?? 0) + Number(fields.at(-1)));
  }
  return drops;
}
