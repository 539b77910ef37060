import { run } from '../../../lib/processes.ts';
import type { Host } from '../namespaces/name-hosts.ts';
import { DEVICE } from '../namespaces/namespaces.ts';
import type { PipePlan } from './pipe-plan.ts';

/** First routing table and rule priority, beyond those that distributions use. */
const FIRST_TABLE = 1000;
const FIRST_PRIORITY = 1000;

/**
 * Creates the cables from the hosts to the core and the pipes in it, and routes each packet by the device it arrives at and
 * its destination. Nothing answers ARP in the core, so ARP is off and both ends of a pair share one hardware address.
 * Segmentation offload stays off: loss must hit packets, not 64 KB super-packets.
 */
export async function layPipes(ip: string, core: string, hosts: readonly Host[], plan: PipePlan): Promise<void> {
  const pipes = plan.links.flatMap((link) => link.pipes);
  const pairs = [
    ...plan.cables.map((cable, index) => ({
      end: cable,
      peer: `name ${DEVICE} netns ${hosts[index]?.namespace ?? ''}`,
    })),
    ...pipes.map(({ enters, leaves }) => ({ end: enters, peer: `name ${leaves}` })),
  ];
  const devices = [...plan.cables, ...pipes.flatMap(({ enters, leaves }) => [enters, leaves])];
  const tables = new Map([...new Set(plan.hops.map(({ arrives }) => arrives))].map((device, n) => [device, n]));
  const commands = [
    ...pairs.map(({ end, peer }, index) => {
      const address = `address ${hardwareAddress(index)}`;
      return `link add name ${end} ${address} gso_max_segs 1 type veth peer ${peer.replace(/^(name \S+)/, `$1 ${address} gso_max_segs 1`)}`;
    }),
    ...devices.map((device) => `link set ${device} arp off up`),
    ...[...tables].map(([device, n]) => `rule add pref ${FIRST_PRIORITY + n} iif ${device} lookup ${FIRST_TABLE + n}`),
    ...plan.hops.map(
      ({ arrives, to, device }) => `route add ${to}/32 dev ${device} table ${FIRST_TABLE + (tables.get(arrives) ?? 0)}`,
    ),
  ];
  await run('/bin/sh', [
    '-ec',
    [
      `'${ip}' -n ${core} -batch - <<END`,
      ...commands,
      'END',
      `'${ip}' netns exec ${core} sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward'`,
      ...hosts.map(({ namespace }) => `'${ip}' -n ${namespace} link set ${DEVICE} arp off`),
    ].join('\n'),
  ]);
}

/** Returns a locally administered hardware address (second bit of the first byte), one per pair. */
function hardwareAddress(index: number): string {
  const hex = index.toString(16).padStart(4, '0');
  return `02:6c:68:00:${hex.slice(0, 2)}:${hex.slice(2)}`;
}
