import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { which } from '../../../src/lib/processes.ts';
import { listNamespaces } from '../../../src/network/backends/namespaces/namespaces.ts';
import { readPrivilege } from '../../../src/network/user-namespace/privilege.ts';
import { itLong, LONG } from '../../it-long.ts';
import { OrdinaryUser, whyNoOrdinaryUser } from '../support/ordinary-user.ts';
import { PretendInternet } from './pretend-internet.ts';

const hasNft = (await which('nft')) !== undefined;
const hasPasta = (await which('pasta')) !== undefined;
const isRoot = readPrivilege() === 'root';
if (!isRoot || !hasNft)
  process.stderr.write('\nSKIPPED: the way to the internet is not tested here: that needs root and nftables\n\n');
const rootless = isRoot && hasNft && hasPasta ? whyNoOrdinaryUser() : 'pasta (package passt) is missing';
if (rootless !== undefined) process.stderr.write(`\nSKIPPED: the way to the internet without root: ${rootless}\n\n`);

const BIN = resolve(import.meta.dirname, '../../../bin/longhaul.mjs');
const PROBE = resolve(import.meta.dirname, 'uplink-probe.mjs');
const SCENARIO = `
name: uplink
duration: 5s
broadcast: {video: {codec: h264, size: 640x360, fps: 30, bitrate: 1 Mbps}, firstMile: {rtt: 30 ms}}
regions: [{region: near, haul: {rtt: 40 ms}, access: {rtt: 20 ms}}]
`;
/** Round-trip times of a viewer and of the publisher to anything outside. */
const VIEWER_MS = 60;
const PUBLISHER_MS = 30;

interface Probed {
  readonly tcp: Readonly<Record<string, string>>;
  readonly leastMs: number | null;
  readonly names: readonly string[];
}

let internet: PretendInternet;
let user: OrdinaryUser;
let scenario: string;
let before: string;
beforeEach(async () => {
  user = new OrdinaryUser();
  scenario = join(user.home, 'scenario.yaml');
  writeFileSync(scenario, SCENARIO);
  internet = new PretendInternet();
  await internet.open();
  before = internet.state();
});
afterEach(() => {
  internet.close();
  user.remove();
});

type As = 'root' | 'an ordinary user';
const words = (as: As, enter: readonly string[], ...args: readonly string[]): [string, ...string[]] => {
  const command = [process.execPath, BIN, 'network', scenario, ...args];
  return [...enter, ...(as === 'root' ? command : user.command(...command))] as [string, ...string[]];
};

function longhaul(as: As, args: readonly string[], enter: readonly string[] = internet.enter()) {
  const [command, ...rest] = words(as, enter, ...args);
  return spawnSync(command, rest, { env: user.env, cwd: user.home, encoding: 'utf8' });
}

function probe(as: As, options: readonly string[], tasks: object, enter?: readonly string[]): Probed {
  const args = ['--internet', ...options, '--', process.execPath, PROBE, JSON.stringify(tasks)];
  const { stdout, stderr } = longhaul(as, args, enter);
  if (!stdout.startsWith('{')) throw new Error(stderr);
  return JSON.parse(stdout) as Probed;
}

/** Starts a network that stays until it is stopped; resolves when its hosts can be used. */
async function stay(enter: readonly string[], as: As = 'root') {
  const [command, ...rest] = words(as, enter, '--internet', '--', 'sh', '-c', 'echo here; exec sleep 600');
  const child = spawn(command, rest, { env: user.env, cwd: user.home, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  await Promise.race([once(child.stdout, 'data'), ended.then(() => Promise.reject(new Error('ended too early')))]);
  return { child, ended };
}

describe.skipIf(!isRoot || !hasNft)('the uplink', () => {
  describe.each(['root', 'an ordinary user'] as const)('as %s', (as) => {
    const skipped = as !== 'root' && rootless !== undefined;

    it.skipIf(skipped)(
      'leads over the host’s own links, resolves names, uses the machine’s address, and excludes its LAN',
      () => {
        const tcp = [
          '198.51.100.10',
          '192.168.77.5',
          '192.168.77.1',
          '198.51.100.2',
          '169.254.169.254',
          '2001:db8::10',
        ];
        const probed = probe(as, [], { tcp, udp: '198.51.100.10', names: ['a.example', 'big.example'] });
        expect(probed.tcp['198.51.100.10']).toBe('the internet sees 198.51.100.2');
        // The minimum of 20: a busy machine delays some of them, but not all.
        expect(probed.leastMs).toBeGreaterThanOrEqual(VIEWER_MS);
        expect(probed.leastMs).toBeLessThan(VIEWER_MS + 10);
        // Resolved by c-ares and by the C library; "big" over TCP. The machine's name server is in the LAN, which is out of
        // reach.
        expect(probed.names).toEqual(Array(4).fill('198.51.100.10'));
        for (const address of ['192.168.77.5', '192.168.77.1', '198.51.100.2', '169.254.169.254'])
          expect(probed.tcp[address], address).toBe('timeout');
        // The machine has IPv6 and reaches it; the hosts have none.
        expect(probed.tcp['2001:db8::10']).toMatch(/^(ENETUNREACH|EADDRNOTAVAIL|EHOSTUNREACH)$/);
        expect(internet.onMachine('bash -c "exec 3<>/dev/tcp/2001:db8::10/80; cat <&3"')).toContain(
          'the internet sees',
        );
        expect(internet.state()).toBe(before);
        expect(user.left()).toEqual([]);
      },
    );

    it.skipIf(skipped)(
      'leads to the LAN and the machine itself with --allow-lan, and over the publisher’s line',
      () => {
        const tcp = ['192.168.77.5', '192.168.77.1', '169.254.169.254'];
        const probed = probe(as, ['--allow-lan', '--in', 'publisher'], { tcp, udp: '192.168.77.5' });
        expect(probed.tcp['192.168.77.5']).toBe('the local network sees 192.168.77.1');
        expect(probed.tcp['192.168.77.1']).toMatch(/^the machine sees/);
        // The address of cloud credentials is always refused.
        expect(probed.tcp['169.254.169.254']).toBe('timeout');
        expect(probed.leastMs).toBeGreaterThanOrEqual(PUBLISHER_MS);
        expect(probed.leastMs).toBeLessThan(PUBLISHER_MS + 10);
        expect(internet.state()).toBe(before);
      },
    );
  });

  it('is closed unless requested', () => {
    const { stdout } = longhaul('root', ['--', process.execPath, PROBE, '{"tcp": ["198.51.100.10"]}']);
    expect((JSON.parse(stdout) as Probed).tcp).toEqual({ '198.51.100.10': 'timeout' });
  });

  itLong('does not make the machine a router for others, and leaves one that was as it was', async () => {
    const fromLan = 'timeout 1 bash -c "exec 3<>/dev/tcp/198.51.100.10/80; cat <&3" || echo no';
    expect(internet.onLan(fromLan)).toContain('no');
    const { child, ended } = await stay(internet.enter());
    expect(internet.onMachine('cat /proc/sys/net/ipv4/ip_forward')).toBe('1\n');
    expect(internet.onLan(fromLan)).toContain('no');
    child.kill('SIGTERM');
    await ended;
    expect(internet.state()).toBe(before);
    internet.onMachine('echo 1 > /proc/sys/net/ipv4/ip_forward');
    expect(internet.onLan(fromLan)).toBe('the internet sees 192.168.77.5');
    const other = await stay(internet.enter());
    expect(internet.onLan(fromLan)).toBe('the internet sees 192.168.77.5');
    other.child.kill('SIGTERM');
    await other.ended;
    expect(internet.onMachine('cat /proc/sys/net/ipv4/ip_forward')).toBe('1\n');
  });

  itLong('stays open for one when another leaves, and ends with the last', async () => {
    const first = await stay(internet.enter());
    const second = await stay(internet.enter());
    first.child.kill('SIGTERM');
    await first.ended;
    expect(internet.onMachine('cat /proc/sys/net/ipv4/ip_forward')).toBe('1\n');
    second.child.kill('SIGTERM');
    await second.ended;
    expect(internet.state()).toBe(before);
  });

  it('is removed by the next start after a SIGKILL, which reports it', async () => {
    const { child, ended } = await stay(internet.enterNetworkOnly());
    child.kill('SIGKILL');
    await ended;
    expect(internet.state()).not.toBe(before);
    const { stderr } = longhaul('root', ['--', 'true'], internet.enterNetworkOnly());
    expect(stderr).toMatch(new RegExp(`removed what an earlier run left: nft table lh-${child.pid}x`));
    expect(internet.state()).toBe(before);
    expect(listNamespaces().filter((name) => name.startsWith(`lh-${child.pid}x`))).toEqual([]);
    await expect.poll(() => user.left()).toEqual([]);
  });

  it.skipIf(rootless !== undefined || !LONG)(
    'without root leaves the machine alone when killed; the next start ends the rest',
    async () => {
      const { child, ended } = await stay(internet.enterNetworkOnly(), 'an ordinary user');
      child.kill('SIGKILL');
      await ended;
      expect(internet.state()).toBe(before);
      const { stderr } = longhaul('an ordinary user', ['--', 'true'], internet.enterNetworkOnly());
      expect(stderr).toMatch(/removed what an earlier run left: process \d+ \(sleep\)/);
      await expect.poll(() => user.left()).toEqual([]);
    },
  );

  it.skipIf(!hasPasta || !LONG)('bypasses a firewall that forwards nothing, without changing it', () => {
    internet.onMachine(
      'nft "add table ip other; add chain ip other f { type filter hook forward priority 0; policy drop; }"',
    );
    const withFirewall = internet.state();
    const probed = probe('root', [], { tcp: ['198.51.100.10', '192.168.77.5'] });
    expect(probed.tcp).toEqual({ '198.51.100.10': 'the internet sees 198.51.100.2', '192.168.77.5': 'timeout' });
    expect(internet.state()).toBe(withFirewall);
  });

  itLong.each([
    ['nft', 'root', 'apt-get install nftables'],
    ['pasta', 'an ordinary user', 'apt-get install passt; or run as root'],
  ] as const)('without %s, as %s: says so before anything starts, and what to install', async (tool, as, advice) => {
    const path = await which(tool);
    const hidden = ['unshare', '--mount', 'sh', '-c', `mount --bind /dev/null ${path} && exec "$@"`, 'sh'];
    const { stderr, status } = longhaul(as, ['--internet', '--', 'true'], [...internet.enter(), ...hidden]);
    expect(status).toBe(3);
    expect(stderr).toContain(`could not measure: no way to the internet`);
    expect(stderr).toContain(advice);
    expect(internet.state()).toBe(before);
  });
});
