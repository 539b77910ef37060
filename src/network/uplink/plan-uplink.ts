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
import { UPLINK_DEVICE } from './uplink-device.ts';

export interface OpenUplinkOptions {
  readonly ip: string;
  readonly hosts: readonly Host[];
  /** Of the names of all that is made. */
  readonly prefix: string;
  /** Once, when it has died. */
  onFailure(error: Error): void;
}

/** The way out, open. */
export interface Uplink {
  /** In words, for the report. */
  readonly how: string;
  /** Put before a command inside a host, so that it finds names. */
  readonly prefix: readonly string[];
  close(): Promise<void>;
}

export interface UplinkPlan {
  /** Ranges of addresses that must not be passed to the internet node. */
  readonly refused: readonly string[];
  /** Hosts are configured by now, the internet node's too. */
  open(options: OpenUplinkOptions): Promise<Uplink>;
}

/** From the emulated hosts, whose addresses mean nothing outside, to the device that leads there. */
const NAT = `
table ip uplink {
  chain out {
    type nat hook postrouting priority srcnat;
    oifname "${UPLINK_DEVICE}" masquerade
  }
}`;

/**
 * What is needed to let the hosts of a topology with an internet node out; undefined without one. Throws
 * CannotMeasureError, with advice, when this machine has not got it. IPv4 only: the hosts have no IPv6.
 */
export async function planUplink(topology: Topology): Promise<UplinkPlan | undefined> {
  const node = internetNode(topology);
  if (node === undefined) return undefined;
  const lan = node.lan ?? 'refused';
  const { nft, way } = await chooseUplinkRoute();
  return {
    refused: refusedRanges(lan, machineAddresses()),
    async open({ ip, hosts, prefix, onFailure }) {
      const namespace = hosts.find(({ id }) => id === node.id)?.namespace ?? '';
      const naming = openNameServer({ command: ip, args: ['netns', 'exec', namespace] });
      const openWay = async () => {
        // The one that every host has, to the router.
        await run(ip, ['-n', namespace, 'route', 'delete', 'default']);
        return way.open({ ip, namespace, prefix, lan, onFailure });
      };
      const wayOut = await openWay().catch(async (error) => {
        await naming.then((names) => names.close()).catch(() => {});
        throw error;
      });
      const close = async () => {
        await naming.then((names) => names.close()).catch(() => {});
        await wayOut.close();
      };
      try {
        await route(ip, nft, namespace, wayOut.gateway, hosts);
        await naming;
        return { how: way.name, prefix: resolverPrefix(node.address), close };
      } catch (error) {
        await close();
        throw error;
      }
    },
  };
}

/** The internet node passes on: what is for a host of ours to the router, all else outside. */
async function route(
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
