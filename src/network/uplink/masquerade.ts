import { pid } from 'node:process';
import { CommandError, run } from '../../lib/processes.ts';
import { freeSubnet } from './free-subnet.ts';
import { dropTable, holdForwarding, tableName } from './host-tables.ts';
import { UPLINK_DEVICE } from './uplink-device.ts';
import type { UplinkRoute } from './uplink-route.ts';

/** Tells apart the uplinks of one process. */
let opened = 0;

/**
 * The machine forwards and masquerades what the internet node sends. Only root may; on the machine itself there are, as
 * long as it lasts, one device, one nft table (both named lh...), and ip_forward.
 */
export function masquerade(nft: string): UplinkRoute {
  return {
    name: 'masquerade by nftables',
    async open({ ip, namespace, prefix, lan }) {
      const { machine, inside } = await freeSubnet(ip);
      // 15 characters at most.
      const device = `lh${pid}u${++opened}`;
      const table = tableName(prefix, await holdForwarding(nft));
      const close = async () => {
        await dropTable(nft, table);
        // The device goes with the namespace, or is gone.
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

/** The table comes before forwarding, and says by its name what that was: so a killed run's traces can be undone. */
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

/** Nothing is passed between others that would not have been without us; nothing comes in; the machine is not talked to. */
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
