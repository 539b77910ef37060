import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { which } from '../../../src/lib/processes.ts';
import { TYPESCRIPT_ARGS } from '../../../src/lib/typescript-process.ts';
import { virtualTimeVariables } from '../../../src/time/begin-virtual-time.ts';
import { findPreload } from '../../../src/time/preload.ts';

/** Exists in every Debian's root and is empty; what is written inside comes out by it. */
const OUTSIDE = '/mnt';
/** It boots in 2 s and loads a TypeScript program in 3 of its own, on a quiet machine; real time of one attempt. */
const TIMEOUT_MS = 240_000;
/** Its time is slowed, so that its one emulated CPU is fast enough beside whatever else runs; if it is not, by more. */
const FACTORS = [2, 6];
const RUN_SLOWED = fileURLToPath(new URL('./run-slowed.ts', import.meta.url));

/** Why no user-mode Linux can be booted here; undefined when it can. */
export async function whyNoUml(): Promise<string | undefined> {
  if ((await which('linux.uml')) === undefined || !existsSync('/usr/lib/uml/modules'))
    return 'no linux.uml: apt-get install user-mode-linux';
  return undefined;
}

/**
 * Runs a TypeScript program of ours as root of a user-mode Linux whose disk is this machine's, read-only; any user may. The
 * program writes what it found to the path in its last argument; this gives that, parsed. Throws with the console's text
 * when there is nothing.
 */
export async function runInUml(program: string, warm: readonly string[]): Promise<unknown> {
  const scratch = mkdtempSync(join(tmpdir(), 'longhaul-uml-'));
  try {
    // Programs are translated once out here, where it is quick, and found translated inside.
    for (const script of [program, ...warm])
      spawnSync(process.execPath, [...TYPESCRIPT_ARGS, script], {
        stdio: 'ignore',
        env: { ...process.env, TMPDIR: scratch },
      });
    const init = join(scratch, 'init.sh');
    const quoted = [process.execPath, ...TYPESCRIPT_ARGS, program, join(OUTSIDE, 'found.json')].map(
      (arg) => `'${arg}'`,
    );
    const root = fileURLToPath(new URL('../../..', import.meta.url));
    writeFileSync(init, initScript(scratch, root, quoted.join(' ')), { mode: 0o755 });
    const machine = [
      ...[(await which('linux.uml')) ?? '', 'mem=512M', 'root=/dev/root', 'rootfstype=hostfs', 'rootflags=/', 'ro'],
      ...[`init=${init}`, 'con=null', 'con0=fd:0,fd:1', `uml_dir=${scratch}`],
    ];
    const found = join(scratch, 'found.json');
    let text = '';
    for (const factor of FACTORS) {
      text = await boot(machine, factor, scratch);
      if (existsSync(found)) return JSON.parse(readFileSync(found, 'utf8'));
    }
    throw new Error(`nothing was found in user-mode Linux:\n${text.slice(-4000)}`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Gives what its console said, once it has halted or been ended. */
async function boot(machine: readonly string[], factor: number, scratch: string): Promise<string> {
  const preload = findPreload();
  const [command = '', ...args] =
    'why' in preload ? machine : [process.execPath, ...TYPESCRIPT_ARGS, RUN_SLOWED, String(factor), ...machine];
  const child = spawn(command, args, {
    ...{ stdio: ['ignore', 'pipe', 'pipe'], detached: true },
    env: { ...process.env, TMPDIR: scratch, ...('why' in preload ? {} : virtualTimeVariables(preload.path)) },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  // Its own helpers are in its process group.
  const end = () => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL');
  const timer = setTimeout(end, TIMEOUT_MS);
  await once(child, 'close');
  clearTimeout(timer);
  return text;
}

function initScript(scratch: string, root: string, command: string): string {
  return [
    '#!/bin/sh',
    'export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    'mount -t proc proc /proc',
    'mount -t sysfs sys /sys',
    'mount -t tmpfs tmpfs /run',
    `mount -t hostfs -o '${scratch}' hostfs ${OUTSIDE}`,
    `export TMPDIR=${OUTSIDE}`,
    'ip link set lo up',
    `cd '${root}'`,
    command,
    'halt -f',
    '',
  ].join('\n');
}
