import { readdirSync, readFileSync } from 'node:fs';
import { run, which } from '../../../lib/processes.ts';
import { ownNetwork } from '../../user-namespace/own-network.ts';
import { DEVICE } from './device.ts';
import { endProcessesInside } from './end-processes-inside.ts';
import type { Host } from './name-hosts.ts';

/** Where `ip netns` keeps its names. */
export const NAMESPACES_DIRECTORY = '/run/netns';
/** Ethernet's, and what browsers assume. */
const MTU = 1500;
/** Packets the kernel keeps for the router; the default of 500 overflows silently when the router is held up for 10 ms. */
const DEVICE_QUEUE_PACKETS = 5000;
/** Named because kernels' defaults differ, and BBR ignores the losses we make. Only signalling runs over TCP. */
const TCP_CONGESTION_CONTROL = 'cubic';
/** TCP_RTO_MIN of Linux. */
const TCP_LEAST_TIME_OUT_MS = 200;

/** Makes namespaces, all in one shell. Throws CommandError; some may exist then. */
export async function makeNamespaces(ip: string, namespaces: readonly string[]): Promise<void> {
  await shell(namespaces.map((name) => `'${ip}' netns add ${name}\n'${ip}' netns exec ${name} sh -ec '${SYSCTLS}'`));
}

/** Only IPv4 is routed. Source checks are off because a default route through a TUN fails them. */
const SYSCTLS = [
  'cd /proc/sys/net',
  'for f in all default; do',
  '  echo 0 > ipv4/conf/$f/rp_filter',
  '  if [ -e ipv6/conf/$f/disable_ipv6 ]; then echo 1 > ipv6/conf/$f/disable_ipv6; fi',
  'done',
].join('\n');

/**
 * Brings up each host's device, which must exist, with its address. A browser without a default route offers no address. The
 * kernel's TCP waits at least 200 ms of real time before it sends again: `timeFactor` times as long where time is slowed, so
 * that a round trip of the stream's time is no time-out.
 */
export async function configureHosts(
  ip: string,
  hosts: readonly Pick<Host, 'namespace' | 'address'>[],
  timeFactor = 1,
): Promise<void> {
  const timeOut = timeFactor === 1 ? '' : ` rto_min ${Math.round(TCP_LEAST_TIME_OUT_MS * timeFactor)}ms`;
  const congestionControl =
    tcpCongestionControl() === TCP_CONGESTION_CONTROL ? ` congctl ${TCP_CONGESTION_CONTROL}` : '';
  await shell(
    hosts.map(({ namespace, address }) =>
      [
        `'${ip}' -n ${namespace} -batch - <<END`,
        'link set lo up',
        `address add ${address}/32 dev ${DEVICE}`,
        `link set ${DEVICE} mtu ${MTU} txqueuelen ${DEVICE_QUEUE_PACKETS} up`,
        `route add default dev ${DEVICE}${congestionControl}${timeOut}`,
        'END',
      ].join('\n'),
    ),
  );
}

/** What TCP on the hosts uses: ours where the kernel has it, else the kernel's default. Set by route: the sysctl is refused in namespaces. */
export function tcpCongestionControl(): string {
  const available = readFileSync('/proc/sys/net/ipv4/tcp_available_congestion_control', 'utf8').trim().split(/\s+/);
  return available.includes(TCP_CONGESTION_CONTROL) ? TCP_CONGESTION_CONTROL : (available[0] ?? 'unknown');
}

/** Removes those of `namespaces` that exist, and ends what still runs inside. Gives a phrase for each thing removed. */
export async function removeNamespaces(namespaces: readonly string[]): Promise<string[]> {
  const existing = listNamespaces().filter((name) => namespaces.includes(name));
  if (existing.length === 0) return [];
  const ip = await which('ip');
  if (ip === undefined) throw new Error(`cannot remove ${existing.join(', ')}: no ip command`);
  const path = (name: string) => `${NAMESPACES_DIRECTORY}/${name}`;
  const ended = endProcessesInside(existing.map(path));
  // Another run's sweep may be quicker; one that fails does not keep the others.
  await shell([
    'failed=0',
    ...existing.map((name) => `'${ip}' netns delete ${name} || [ ! -e ${path(name)} ] || failed=1`),
    'exit $failed',
  ]);
  return [...ended, ...existing.map((name) => `namespace ${name}`)];
}

export function listNamespaces(): string[] {
  try {
    return readdirSync(NAMESPACES_DIRECTORY);
  } catch {
    return [];
  }
}

async function shell(commands: readonly string[]): Promise<void> {
  const [command = '', ...args] = [...ownNetwork(), '/bin/sh', '-ec', commands.join('\n')];
  await run(command, args);
}
