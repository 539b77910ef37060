import { which } from '../../lib/processes.ts';
import { isAbandoned } from '../backends/namespaces/owner.ts';
import { readPrivilege } from '../user-namespace/privilege.ts';
import { dropTable, listTables } from './host-tables.ts';

/**
 * Removes nft tables that killed runs left; their devices disappeared with their namespaces. Returns a description of each.
 */
export async function sweepUplinks(): Promise<string[]> {
  if (readPrivilege() !== 'root') return [];
  const nft = await which('nft');
  if (nft === undefined) return [];
  // A kernel without nf_tables has none of our tables either.
  const abandoned = (await listTables(nft).catch(() => [])).filter(isAbandoned);
  for (const table of abandoned) await dropTable(nft, table);
  return abandoned.map((table) => `nft table ${table}`);
}
