import { readdirSync, readFileSync } from 'node:fs';
import { run, which } from '../../../lib/processes.ts';
import { ownNetworkPrefix } from '../../user-namespace/own-network-prefix.ts';
import { endProcessesInside } from './end-processes-inside.ts';
import { removeAtExit } from './remove-at-exit.ts';

/** Directory in which `ip netns` keeps its names. */
export const NAMESPACES_DIRECTORY = '/run/netns';
/** Name of each node's only device. It looks like a wired one, because a browser may take "tun0" for a VPN. */
export const DEVICE = 'eth0';
/**
 * Congestion control set explicitly, because kernel defaults differ and BBR ignores emulated losses. Signalling uses
 * TCP, and media where UDP is blocked.
 */
export const TCP_CONGESTION_CONTROL = 'cubic';

/** Maximum time of a shell, and of each host that it sets up: 2 ms on an idle machine. */
const SHELL_TIMEOUT_MS = 10_000;
const HOST_TIMEOUT_MS = 500;

/**
 * Creates namespaces, all by one process; none outlives this one, unless it is killed. Throws CommandError, after which some of them may
 * exist.
 */
export async function makeNamespaces(ip: string, namespaces: readonly string[]): Promise<void> {
  const paths = Object.fromEntries(namespaces.map((name) => [name, pathOf(name)]));
  removeAtExit(ip, paths, (name) => listNamespaces().includes(name));
  await shell([`'${ip}' -batch - <<END`, ...namespaces.map((name) => `netns add ${name}`), 'END'], namespaces.length);
}

/**
 * Disables in namespaces what quietNamespace() disables, by a process for each; for programs that do not enter them
 * themselves. Throws CommandError.
 */
export async function quietNamespaces(ip: string, namespaces: readonly string[]): Promise<void> {
  await shell(
    namespaces.map((name) => `'${ip}' netns exec ${name} sh -ec '${SYSCTLS}'`),
    namespaces.length,
  );
}

const SYSCTLS = [
  'cd /proc/sys/net',
  'for f in all default; do',
  '  echo 0 > ipv4/conf/$f/rp_filter',
  '  if [ -e ipv6/conf/$f/disable_ipv6 ]; then echo 1 > ipv6/conf/$f/disable_ipv6; fi',
  'done',
].join('\n');

/**
 * Returns the congestion control used on the hosts: ours where the kernel has it, else the kernel's default. It is set per
 * route, because namespaces refuse the sysctl.
 */
export function tcpCongestionControl(): string {
  const available = readFileSync('/proc/sys/net/ipv4/tcp_available_congestion_control', 'utf8').trim().split(/\s+/);
  return available.includes(TCP_CONGESTION_CONTROL) ? TCP_CONGESTION_CONTROL : (available[0] ?? 'unknown');
}

/** Removes existing namespaces and kills the processes inside. Returns a description of everything removed. */
export async function removeNamespaces(namespaces: readonly string[]): Promise<string[]> {
  const existing = listNamespaces().filter((name) => namespaces.includes(name));
  if (existing.length === 0) return [];
  const ip = await which('ip');
  if (ip === undefined) throw new Error(`cannot remove ${existing.join(', ')}: no ip command`);
  const ended = endProcessesInside(existing.map(pathOf));
  // A failed removal does not stop the others; another run's sweep may be faster.
  const commands = [`'${ip}' -force -batch - <<END`, ...existing.map((name) => `netns delete ${name}`), 'END'];
  await shell(commands, existing.length).catch((error: unknown) => {
    if (listNamespaces().some((name) => existing.includes(name))) throw error;
  });
  return [...ended, ...existing.map((name) => `namespace ${name}`)];
}

const pathOf = (name: string) => `${NAMESPACES_DIRECTORY}/${name}`;

export function listNamespaces(): string[] {
  try {
    return readdirSync(NAMESPACES_DIRECTORY);
  } catch {
    return [];
  }
}

/** Runs commands in one shell. `hosts`: how many they concern, for which there is time even on a busy machine. */
async function shell(commands: readonly string[], hosts: number): Promise<void> {
  const [command = '', ...args] = [...ownNetworkPrefix(), '/bin/sh', '-ec', commands.join('\n')];
  await run(command, args, { timeoutMs: SHELL_TIMEOUT_MS + hosts * HOST_TIMEOUT_MS });
}
