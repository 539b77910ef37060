import { CannotMeasureError } from '../../lib/errors.ts';
import { run, which } from '../../lib/processes.ts';
import { privilege } from '../user-namespace/privilege.ts';
import { masquerade } from './masquerade.ts';
import { pasta } from './pasta.ts';
import type { UplinkRoute } from './uplink-route.ts';

/**
 * Root of the machine masquerades, others use pasta; so does root where somebody's firewall forwards nothing it does not
 * know (Docker's does not), which no rule of ours can overrule. Throws CannotMeasureError with advice.
 */
export async function chooseUplinkRoute(): Promise<{ nft: string; way: UplinkRoute }> {
  const nft = await which('nft');
  if (nft === undefined)
    throw new CannotMeasureError(
      'no way to the internet: the nft command is missing',
      'install nftables: sudo apt-get install nftables',
    );
  const program = await which('pasta');
  const isRoot = privilege() === 'root';
  if (isRoot && (program === undefined || !(await forwardingIsRefused(nft)))) return { nft, way: masquerade(nft) };
  if (program !== undefined) return { nft, way: pasta(program) };
  throw new CannotMeasureError(
    'no way to the internet: without root it leads through pasta, which is missing',
    'install passt: sudo apt-get install passt; or run as root',
  );
}

/** False also where nft cannot tell: then opening will. */
async function forwardingIsRefused(nft: string): Promise<boolean> {
  const listing = JSON.parse(await run(nft, ['-j', 'list', 'chains']).catch(() => '{"nftables": []}')) as {
    nftables: readonly { chain?: { hook?: string; policy?: string } }[];
  };
  return listing.nftables.some(({ chain }) => chain?.hook === 'forward' && chain.policy === 'drop');
}
