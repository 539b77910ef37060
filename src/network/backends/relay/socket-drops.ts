import { readFile } from 'node:fs/promises';

/**
 * Socket tables of Linux, one line per socket: the second column is the local address and port in hex, the last the drops.
 */
const TABLES = ['/proc/net/udp', '/proc/net/udp6'];

/**
 * Counts the packets that the kernel dropped because sockets on these local ports were not read in time, since they were
 * opened. Undefined where the kernel does not count them.
 */
export async function socketDrops(ports: readonly number[]): Promise<number | undefined> {
  const ours = new Set(ports);
  let drops: number | undefined;
  for (const table of TABLES) {
    const text = await readFile(table, 'latin1').catch(() => '');
    for (const line of text.split('\n').slice(1)) {
      const fields = line.trim().split(/\s+/);
      const port = Number.parseInt(fields[1]?.split(':')[1] ?? '', 16);
      if (ours.has(port)) drops = (drops ?? 0) + Number(fields.at(-1));
    }
  }
  return drops;
}
