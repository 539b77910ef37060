import { networkInterfaces } from 'node:os';
import { run } from '../../lib/processes.ts';
import type { Topology } from '../../model/scenario/network.ts';
import type { Host } from '../backends/namespaces/name-hosts.ts';
import { DEVICE } from '../backends/namespaces/namespaces.ts';
import { internetNode } from '../internet-node.ts';
import { chooseUplinkRoute } from './choose-uplink-route.ts';
import { openNameServer } from './open-name-server.ts';
import { refusedRanges } from './refused-ranges.ts';
import { resolverPrefix } from './resolver-prefix.ts';
import { UPLINK_DEVICE } from './uplink-route.ts';

export interface OpenUplinkOptions {
  readonly ip: string;
  readonly hosts: readonly Host[];
  /** Prefix of the names of everything that is created. */
  readonly prefix: string;
  /** Called once, if the uplink dies. */
  onFailure(error: Error): void;
}

/** Open uplink to the internet. */
export interface Uplink {
  /** Description for the report. */
  readonly how: string;
  /** Prefix for commands inside a host, so that name resolution works. */
  readonly prefix: readonly string[];
  close(): Promise<void>;
}

export interface UplinkPlan {
  /** Address ranges that must not be forwarded to the internet node. */
  readonly refused: readonly string[];
  /** Opens the uplink. All hosts, including the internet node, must be configured. */
  open(options: OpenUplinkOptions): Promise<Uplink>;
}

/** NAT rules inside the internet node: masquerades the emulated hosts, whose addresses mean nothing outside. */
const NAT = `
table ip uplink {
  chain out {
    type nat hook postrouting priority srcnat;
    oifname "${UPLINK_DEVICE}" masquerade
  }
}`;

/**
 * Plans how the hosts of a topology reach the internet; undefined without an internet node. Throws CannotMeasureError, with
 * advice, when this machine lacks what it takes. IPv4 only: the hosts have no IPv6.
 */
export async function planUplink(topology: Topology): Promise<UplinkPlan | undefined> {
  const node = internetNode(topology);
  if (node === undefined) return undefined;
  const lan = node.lan ?? 'refused';
  const { nft, route } = await chooseUplinkRoute();
  return {
    refused: refusedRanges(lan, machineAddresses()),
    async open({ ip, hosts, prefix, onFailure }) {
      const namespace = hosts.find(({ id }) => id === node.id)?.namespace ?? '';
      const openingNameServer = openNameServer({ command: ip, args: ['netns', 'exec', namespace] });
      const closeNameServer = () => openingNameServer.then((server) => server.close()).catch(() => {});
      const openRoute = async () => {
        // Every host has a default route to the router.
        await run(ip, ['-n', namespace, 'route', 'delete', 'default']);
        return route.open({ ip, namespace, prefix, lan, onFailure });
      };
      const opened = await openRoute().catch(async (error) => {
        await closeNameServer();
        throw error;
      });
      const close = async () => {
        await closeNameServer();
        await opened.close();
      };
      try {
        await configureRouting(ip, nft, namespace, opened.gateway, hosts);
        await openingNameServer;
        return { how: route.name, prefix: resolverPrefix(node.address), close };
      } catch (error) {
        await close();
        throw error;
      }
    },
  };
}

/** Makes the internet node forward packets for our hosts to the router, and all others outside. */
async function configureRouting(
  ip: string,
  nft: string,
  namespace: string,
  gateway: string,
  hosts: readonly Host[],
): Promise<void> {
  const script = [
    'echo 1 > /proc/sys/net/ipv4/ip_forward',
    `'${ip}' -batch - <<'END'`,
    `route replace default via ${gateway} dev ${UPLINK_DEVICE}`,
    ...hosts.filter((host) => host.namespace !== namespace).map(({ address }) => `route add ${address} dev ${DEVICE}`),
    'END',
    `'${nft}' -f - <<'END'${NAT}\nEND`,
  ].join('\n');
  await run(ip, ['netns', 'exec', namespace, '/bin/sh', '-ec', script]);
}

function machineAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((addresses = []) =>
    addresses.filter(({ family }) => family === 'IPv4').map(({ address }) => address),
  );
}
