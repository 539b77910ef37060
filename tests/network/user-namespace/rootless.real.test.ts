import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TYPESCRIPT_ARGS } from '../../../src/lib/typescript-process.ts';
import type { BackendNote } from '../../../src/network/backend.ts';
import { listNamespaces } from '../../../src/network/backends/namespaces/namespaces.ts';
import { readPrivilege } from '../../../src/network/user-namespace/privilege.ts';
import { insideUserNamespace } from '../../../src/network/user-namespace/set-up-script.ts';
import { itLong, LONG } from '../../it-long.ts';
import { mountsOfOurs, OrdinaryUser, whyNoOrdinaryUser } from '../support/ordinary-user.ts';

const cannot = whyNoOrdinaryUser();
if (cannot !== undefined) process.stderr.write(`\nSKIPPED: nothing is tested rootless here: ${cannot}\n\n`);

const BIN = resolve(import.meta.dirname, '../../../bin/longhaul.mjs');
const MEASURE = [process.execPath, ...TYPESCRIPT_ARGS, resolve(import.meta.dirname, 'measure-two-links.ts')];
const SCENARIO = `
name: rootless
duration: 5s
broadcast: {video: {codec: h264, size: 640x360, fps: 30, bitrate: 1 Mbps}, firstMile: {rtt: 10 ms}}
regions: [{region: near, haul: {rtt: 40 ms}, access: {rtt: 20 ms}}]
`;

let user: OrdinaryUser;
let scenario: string;
beforeEach(() => {
  user = new OrdinaryUser();
  scenario = join(user.home, 'scenario.yaml');
  writeFileSync(scenario, SCENARIO);
});
afterEach(() => user.remove());

/** Runs longhaul. `as`: prefix of the command that determines its environment. */
function longhaul(words: readonly string[], as: readonly string[] = user.command('env')) {
  const [command = '', ...args] = [...as, process.execPath, BIN, ...words];
  return spawnSync(command, args, { env: user.env, cwd: user.home, encoding: 'utf8' });
}

/** Starts `longhaul network ... -- WORDS`, and waits until WORDS prints something. */
async function startInside(...words: string[]) {
  const [command, ...args] = user.command(process.execPath, BIN, 'network', scenario, '--', ...words);
  const child = spawn(command, args, { env: user.env, stdio: ['ignore', 'pipe', 'pipe'] });
  let talk = '';
  child.stderr.on('data', (chunk: Buffer) => {
    talk += chunk.toString();
  });
  const exited = once(child, 'exit');
  await Promise.race([
    once(child.stdout, 'data'),
    exited.then(() => Promise.reject(new Error(`ended before it began: ${talk}`))),
  ]);
  return { child, exited, talk: () => talk };
}

describe.skipIf(cannot !== undefined)('without root', () => {
  it.skipIf(readPrivilege() !== 'root')(
    'measures the same as with it: the round trip asked, and exactly the packets lost that the seed says',
    () => {
      const measure = ([command = '', ...args]: readonly string[]) => {
        const { stdout, stderr } = spawnSync(command, args, { env: user.env, encoding: 'utf8' });
        if (stdout === '') throw new Error(stderr);
        const { roundTrips, backend } = JSON.parse(stdout) as { roundTrips: [number, number][]; backend: BackendNote };
        return {
          passed: roundTrips.map(([n]) => n).sort((a, b) => a - b),
          leastMs: Math.min(...roundTrips.map(([, ms]) => ms)),
          detail: backend.detail,
        };
      };
      const rooted = measure(MEASURE);
      const rootless = measure(user.command(...insideUserNamespace('unshare', MEASURE)));
      expect(rooted.passed.length).toBeLessThan(180);
      expect(rootless.passed).toEqual(rooted.passed);
      // The minimum of some 160 pings: a busy machine delays some of them, but not all.
      for (const { leastMs } of [rooted, rootless]) {
        expect(leastMs).toBeGreaterThanOrEqual(50);
        expect(leastMs).toBeLessThan(52);
      }
      expect([rooted.detail.privilege, rootless.detail.privilege]).toEqual(['root', 'user namespace']);
      expect(rootless.detail.scheduling).toMatch(/^normal/);
      expect(rootless.detail.tcpCongestionControl).toBe(rooted.detail.tcpCongestionControl);
      expect(mountsOfOurs()).toEqual([]);
    },
  );

  it('runs a command as root of the user namespace, returns its exit code, and writes files as the user', () => {
    const script = 'id -u; cat /sys/class/net/eth0/tx_queue_len; touch written; exit 42';
    const { stdout, stderr, status } = longhaul(['network', scenario, '--', 'sh', '-c', script]);
    expect(stderr).toContain('near-1  <- here');
    expect(stdout).toBe('0\n5000\n');
    expect(status).toBe(42);
    expect(spawnSync('stat', ['-c', '%u', join(user.home, 'written')], { encoding: 'utf8' }).stdout).toBe(
      `${user.uid}\n`,
    );
    expect(user.left()).toEqual([]);
    expect(mountsOfOurs()).toEqual([]);
  });

  it.each(LONG ? (['SIGINT', 'SIGTERM'] as const) : (['SIGINT'] as const))(
    'stops in order on %s, as one process, and leaves nothing',
    async (name) => {
      const before = listNamespaces();
      const { child, exited, talk } = await startInside('sh', '-c', 'echo here; exec sleep 600');
      expect(user.left()).toContain(child.pid);
      expect(user.left().length).toBeGreaterThan(2);
      child.kill(name);
      await exited;
      expect(talk()).toContain(`interrupted by ${name}`);
      expect(user.left()).toEqual([]);
      expect(listNamespaces().filter((namespace) => !before.includes(namespace) && /rootless/.test(namespace))).toEqual(
        [],
      );
    },
  );

  it('loses its network when it is killed; the next start ends processes that survive inside', async () => {
    const { child, exited } = await startInside('sh', '-c', 'echo here; exec sleep 600');
    child.kill('SIGKILL');
    await exited;
    // The router exits with its stdin; a foreign command does not notice.
    await expect.poll(() => user.left().length).toBe(1);
    const [survivor] = user.left();
    const { stderr, status } = longhaul(['network', scenario, '--', 'true']);
    expect(stderr).toContain(`removed what an earlier run left: process ${survivor} (sleep)`);
    expect(status).toBe(0);
    expect(user.left()).toEqual([]);
    expect(mountsOfOurs()).toEqual([]);
  });

  itLong('leaves a living one alone', async () => {
    const { child, exited } = await startInside('sh', '-c', 'echo here; exec sleep 600');
    expect(longhaul(['network', scenario, '--', 'true']).stderr).not.toContain('removed');
    expect(user.left()).toContain(child.pid);
    child.kill('SIGTERM');
    await exited;
  });

  it.skipIf(readPrivilege() !== 'root' || !LONG)(
    'works where /run/netns does not exist, and shows all else of /run',
    () => {
      const run = join(user.home, 'run');
      mkdirSync(join(run, 'folder'), { recursive: true });
      writeFileSync(join(run, 'folder', 'inner'), 'deep\n');
      writeFileSync(join(run, 'a file'), 'flat\n');
      symlinkSync('folder/inner', join(run, 'link'));
      const elsewhere = ['unshare', '--mount', 'sh', '-c', `mount --bind '${run}' /run && exec "$@"`, 'sh'];
      const script = 'cat /run/folder/inner "/run/a file" /run/link; ls /run/netns | wc -l';
      const { stdout, stderr } = longhaul(
        ['network', scenario, '--', 'sh', '-c', script],
        [...elsewhere, ...user.command('env')],
      );
      expect(stdout, stderr).toBe('deep\nflat\ndeep\n3\n');
    },
  );

  const noUserNamespaces = 'echo 0 > /proc/sys/user/max_user_namespaces && exec "$@"';
  const noTun = 'mount -t tmpfs none /dev/net && exec "$@"';
  it.skipIf(readPrivilege() !== 'root').each([
    {
      where: 'user namespaces are not allowed',
      // Settings for user namespaces are those of the current user namespace.
      as: () => [
        ...user.command('unshare', '--user', '--map-user=1000', '--keep-caps'),
        ...['sh', '-c', noUserNamespaces, 'sh'],
      ],
      why: 'user namespaces are not allowed (user.max_user_namespaces=0)',
      advice: 'sudo sysctl -w user.max_user_namespaces=10000, or run as root',
    },
    {
      where: 'there is no TUN',
      as: () => ['unshare', '--mount', 'sh', '-c', noTun, 'sh', ...user.command('env')],
      why: '/dev/net/tun cannot be opened (ENOENT)',
      advice: 'sudo modprobe tun',
    },
  ])('fails before anything starts where $where, and says what to do', ({ as, why, advice }) => {
    const { stderr, status } = longhaul(['network', scenario, '--backend', 'tun', '--', 'true'], as());
    expect(stderr).toContain(why);
    expect(stderr).toContain(advice);
    expect(status).toBe(3);
    const doctor = longhaul(['doctor'], as()).stdout.replace(/\s+/g, ' ');
    expect(doctor).toContain(why);
    expect(doctor).toContain(advice);
  });
});
