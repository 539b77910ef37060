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

/** Directory that is empty in every Debian root, and through which results leave the virtual machine. */
const OUTSIDE = '/mnt';
/**
 * Real-time limit of one attempt. On a quiet machine it boots in 2 s and loads a TypeScript program in 3 s of its own time.
 */
const TIMEOUT_MS = 240_000;
/** Factors by which its time is slowed, one per attempt, so that its only emulated CPU is fast enough beside other load. */
const FACTORS = [2, 6];
const RUN_SLOWED = fileURLToPath(new URL('./run-slowed.ts', import.meta.url));

/** Returns why user-mode Linux cannot be booted here; undefined when it can. */
export async function whyNoUml(): Promise<string | undefined> {
  if ((await which('linux.uml')) === undefined || !existsSync('/usr/lib/uml/modules'))
    return 'no linux.uml: apt-get install user-mode-linux';
  return (await bootsHere())
    ? undefined
    : 'its kernel ends before the first program (an older one does on CPUs with AMX)';
}

/** Returns whether the kernel gets as far as running a program. */
async function bootsHere(): Promise<boolean> {
  const scratch = mkdtempSync(join(tmpdir(), 'longhaul-uml-'));
  try {
    const init = join(scratch, 'init.sh');
    writeFileSync(
      init,
      ['#!/bin/sh', `mount -t hostfs -o '${scratch}' hostfs ${OUTSIDE}`, `echo up > ${OUTSIDE}/up`, 'halt -f', ''].join(
        '\n',
      ),
      { mode: 0o755 },
    );
    await boot(await machineOf(init, scratch), 1, scratch);
    return existsSync(join(scratch, 'up'));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Returns the command line of a machine whose disk is this one's, read-only. */
async function machineOf(init: string, scratch: string): Promise<readonly string[]> {
  return [
    ...[(await which('linux.uml')) ?? '', 'mem=512M', 'root=/dev/root', 'rootfstype=hostfs', 'rootflags=/', 'ro'],
    ...[`init=${init}`, 'con=null', 'con0=fd:0,fd:1', `uml_dir=${scratch}`],
  ];
}

/**
 * Runs one of our TypeScript programs as root of a user-mode Linux whose disk is this machine's, read-only; needs no root.
 * The program writes its result to the path in its last argument; this function returns it parsed. Throws with the console's
 * text when there is no result.
 */
export async function runInUml(program: string, warm: readonly string[]): Promise<unknown> {
  const scratch = mkdtempSync(join(tmpdir(), 'longhaul-uml-'));
  try {
    // Programs are transpiled once outside, where it is fast, and are found transpiled inside.
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
    const machine = await machineOf(init, scratch);
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

/** Returns its console output, once it has halted or been killed. */
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
  // Its helper processes are in its process group.
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
