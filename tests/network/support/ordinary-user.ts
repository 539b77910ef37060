import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readPrivilege } from '../../../src/network/user-namespace/privilege.ts';

/** Id of "nobody", used when the tests run as root; otherwise they run as the current user. */
const UID = readPrivilege() === 'none' ? (process.getuid?.() ?? 0) : 65534;

/** Ordinary user with a directory; starts commands as that user and finds what they leave behind. */
export class OrdinaryUser {
  readonly uid = UID;
  readonly home = mkdtempSync(join(tmpdir(), 'longhaul-user-'));
  readonly env: NodeJS.ProcessEnv;

  constructor() {
    chownSync(this.home, UID, UID);
    this.env = { ...process.env, HOME: this.home, TMPDIR: this.home };
  }

  /** Returns the command that this process must run to run another command as the user. */
  command(...words: readonly string[]): [string, ...string[]] {
    const [command = '', ...args] = words;
    if (process.getuid?.() === UID) return [command, ...args];
    return ['setpriv', `--reuid=${UID}`, `--regid=${UID}`, '--clear-groups', '--', command, ...args];
  }

  /** Returns the pids of running processes whose environment names this user's home directory. */
  left(): number[] {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => {
        try {
          const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
          const isDead = stat[stat.lastIndexOf(')') + 2] === 'Z';
          return !isDead && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`HOME=${this.home}\0`);
        } catch {
          return false;
        }
      });
  }

  remove(): void {
    for (const pid of this.left()) process.kill(pid, 'SIGKILL');
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** Returns why rootless networks cannot be tested here; undefined when they can. */
export function whyNoOrdinaryUser(): string | undefined {
  const user = new OrdinaryUser();
  try {
    const bin = resolve(import.meta.dirname, '../../../bin/longhaul.mjs');
    const [command, ...args] = user.command(process.execPath, bin, 'doctor', '--json');
    const { stdout, stderr } = spawnSync(command, args, { env: user.env, encoding: 'utf8' });
    if (!stdout.startsWith('{')) return `an ordinary user cannot run longhaul from here: ${stderr}`;
    const { findings } = JSON.parse(stdout) as { findings: { subject: string; state: string; found: string }[] };
    const tun = findings.find(({ subject }) => subject === 'network: tun');
    return tun?.state === 'ok' ? undefined : `not for an ordinary user: ${tun?.found}`;
  } finally {
    user.remove();
  }
}

/** Returns our mount points that are visible on the machine itself; there must be none. */
export function mountsOfOurs(): string[] {
  return execFileSync('cat', ['/proc/self/mounts'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.startsWith('longhaul '));
}
