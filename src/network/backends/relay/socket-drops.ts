import { readFile } from 'node:fs/promises';

/** Linux: one line a socket; its second column is the local address and port in hexadecimal, its last what it dropped. */
const TABLES = ['/proc/net/udp', '/proc/net/udp6'];

/**
 * Packets the kernel dropped because sockets on these local ports were not read in time, since they exist; undefined where
 * the kernel does not tell.
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
