import { readFileSync, writeFileSync } from 'node:fs';
import { run } from '../../lib/processes.ts';

const IP_FORWARD = '/proc/sys/net/ipv4/ip_forward';
/** "lh-<pid>x<start time>-<n>-uplink-<ip_forward before any of our runs>". */
const TABLE = /^lh-\d+x\d+-\d+-uplink-([01])$/;

/** Returns the name of a table, which records the original value of ip_forward. */
export function tableName(prefix: string, forwardingWas: '0' | '1'): string {
  return `${prefix}uplink-${forwardingWas}`;
}

/** Lists the tables on this machine that belong to longhaul, to this run or another one. */
export async function listTables(nft: string): Promise<string[]> {
  const tables = await run(nft, ['list', 'tables', 'ip']);
  return tables
    .split('\n')
    .map((line) => line.trim().split(' ').at(-1) ?? '')
    .filter((name) => TABLE.test(name));
}

/** Returns the value of ip_forward before the first longhaul run that is still active. */
export async function originalForwarding(nft: string): Promise<'0' | '1'> {
  const others = await listTables(nft);
  if (others.some(wasOff)) return '0';
  return readFileSync(IP_FORWARD, 'utf8').trim() === '0' ? '0' : '1';
}

/** Removes a table if it exists, and restores ip_forward if it was the last one that needs it. */
export async function dropTable(nft: string, table: string): Promise<void> {
  const tables = await listTables(nft);
  if (!tables.includes(table)) return;
  await run(nft, ['delete', 'table', 'ip', table]);
  if (wasOff(table) && tables.length === 1) writeFileSync(IP_FORWARD, '0\n');
}

function wasOff(table: string): boolean {
  return TABLE.exec(table)?.[1] === '0';
}
