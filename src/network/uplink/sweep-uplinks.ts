import { which } from '../../lib/processes.ts';
import { isAbandoned } from '../backends/namespaces/owner.ts';
import { privilege } from '../user-namespace/privilege.ts';
import { dropTable, listTables } from './host-tables.ts';

/** Removes what killed runs left on the machine itself. Their devices went with their namespaces. Gives a phrase for each. */
export async function sweepUplinks(): Promise<string[]> {
  if (privilege() !== 'root') return [];
  const nft = await which('nft');
  if (nft === undefined) return [];
  // A kernel without nf_tables has none of ours either.
  const abandoned = (await listTables(nft).catch(() => [])).filter(isAbandoned);
  for (const table of abandoned) await dropTable(nft, table);
  return abandoned.map((table) => `nft table ${table}`);
}
