import { pid } from 'node:process';
import { CommandError, run } from '../../lib/processes.ts';
import { dropTable, originalForwarding, tableName } from './host-tables.ts';
import { UPLINK_DEVICE, type UplinkRoute } from './uplink-route.ts';

/** First three bytes of the uplink's addresses, above those of the emulated hosts. */
const BASE = '10.77.252';

/** Number of uplinks so far, which makes device names unique within the process. */
let opened = 0;

/**
 * Creates a route on which the machine forwards and masquerades what the internet node sends. Only root may do so. While it
 * is open, the machine itself has one more device and one nft table (both named lh...), and ip_forward is on.
 */
export function masquerade(nft: string): UplinkRoute {
  return {
    name: 'masquerade by nftables',
    async open({ ip, namespace, prefix, lan }) {
      const { machine, inside } = await freeSubnet(ip);
      // Device names have at most 15 characters.
      const device = `lh${pid}u${++opened}`;
      const table = tableName(prefix, await originalForwarding(nft));
      const close = async () => {
        await dropTable(nft, table);
        // The device disappears with the namespace, or is gone already.
        await run(ip, ['link', 'delete', device]).catch(() => {});
      };
      try {
        await run('/bin/sh', ['-ec', script({ ip, nft, namespace, device, table, machine, inside, lan })]);
      } catch (error) {
        await close();
        throw error instanceof CommandError ? new Error(error.stderr.trim(), { cause: error }) : error;
      }
      return { gateway: machine, close };
    },
  };
}

/**
 * Finds two addresses of a /30 that no device of the machine has. Any will do: nothing else sees them. Throws when none is
 * free.
 */
async function freeSubnet(ip: string): Promise<{ machine: string; inside: string }> {
  const taken = await run(ip, ['-4', '-o', 'address', 'show']);
  for (let first = 0; first < 256; first += 4) {
    const machine = `${BASE}.${first + 1}`;
    if (!taken.includes(` ${machine}/`)) return { machine, inside: `${BASE}.${first + 2}` };
  }
  throw new Error(`no address in ${BASE}.0/24 is free for the uplink`);
}

interface Names {
  readonly ip: string;
  readonly nft: string;
  readonly namespace: string;
  readonly device: string;
  readonly table: string;
  readonly machine: string;
  readonly inside: string;
  readonly lan: 'refused' | 'allowed';
}

/**
 * Returns the script that opens the route. It creates the table, whose name records the original ip_forward, before it
 * enables forwarding, so that the changes of a killed run can be undone.
 */
function script({ ip, nft, namespace, device, table, machine, inside, lan }: Names): string {
  return `
'${nft}' -f - <<END
${hostTable(table, device, inside, lan)}
END
echo 1 > /proc/sys/net/ipv4/ip_forward
'${ip}' link add ${device} type veth peer name ${UPLINK_DEVICE} netns ${namespace}
if [ -e /proc/sys/net/ipv6/conf/${device} ]; then echo 1 > /proc/sys/net/ipv6/conf/${device}/disable_ipv6; fi
'${ip}' address add ${machine}/30 dev ${device}
'${ip}' link set ${device} up
'${ip}' -n ${namespace} address add ${inside}/30 dev ${UPLINK_DEVICE}
'${ip}' -n ${namespace} link set ${UPLINK_DEVICE} up
`;
}

/**
 * Returns the nft rules: other devices forward only what they would have forwarded anyway, no connection comes in, and the
 * emulated hosts cannot reach the machine itself unless the LAN is allowed.
 */
function hostTable(table: string, device: string, inside: string, lan: 'refused' | 'allowed'): string {
  const forwardsForOthers = !table.endsWith('-0');
  return `
table ip ${table} {
  chain forward {
    type filter hook forward priority filter;
    oifname "${device}" ct state != { established, related } drop
    ${forwardsForOthers ? '' : 'iifname != "lh*" oifname != "lh*" drop'}
  }
  chain input {
    type filter hook input priority filter;
    ${lan === 'allowed' ? '' : `iifname "${device}" drop`}
  }
  chain postrouting {
    type nat hook postrouting priority srcnat;
    ip saddr ${inside} oifname != "${device}" masquerade
  }
}`;
}
