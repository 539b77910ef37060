import { CannotMeasureError } from '../../lib/errors.ts';
import { run, which } from '../../lib/processes.ts';
import { readPrivilege } from '../user-namespace/privilege.ts';
import { masquerade } from './masquerade.ts';
import { pasta } from './pasta.ts';
import type { UplinkRoute } from './uplink-route.ts';

/**
 * Chooses masquerading for root of the machine, and pasta otherwise. Root uses pasta too where a firewall drops forwarded
 * packets by default (Docker's does), which no rule of ours can override. Throws CannotMeasureError with advice.
 */
export async function chooseUplinkRoute(): Promise<{ nft: string; route: UplinkRoute }> {
  const nft = await which('nft');
  if (nft === undefined)
    throw new CannotMeasureError(
      'no way to the internet: the nft command is missing',
      'install nftables: sudo apt-get install nftables',
    );
  const program = await which('pasta');
  const isRoot = readPrivilege() === 'root';
  if (isRoot && (program === undefined || !(await forwardingIsRefused(nft)))) return { nft, route: masquerade(nft) };
  if (program !== undefined) return { nft, route: pasta(program) };
  throw new CannotMeasureError(
    'no way to the internet: without root it needs pasta, which is missing',
    'install passt: sudo apt-get install passt; or run as root',
  );
}

/** Returns whether a firewall drops forwarded packets by default. False if nft cannot say; then opening the route fails where it does. */
async function forwardingIsRefused(nft: string): Promise<boolean> {
  const listing = JSON.parse(await run(nft, ['-j', 'list', 'chains']).catch(() => '{"nftables": []}')) as {
    nftables: readonly { chain?: { hook?: string; policy?: string } }[];
  };
  return listing.nftables.some(({ chain }) => chain?.hook === 'forward' && chain.policy === 'drop');
}
