import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Result } from '../../src/model/result/result.ts';
import type { OrdinaryUser } from '../network/support/ordinary-user.ts';

/** Somebody, or somewhere, else to run as. */
export type RunAs = Pick<OrdinaryUser, 'command' | 'env'>;

export const BIN = resolve(import.meta.dirname, '../../bin/longhaul.mjs');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly tookMs: number;
}

/** Starts the command line as a user would, who may be another than ours; `whileRunning` may disturb it. */
export async function longhaul(
  args: readonly string[],
  whileRunning?: (child: ChildProcess, saw: (text: string) => Promise<void>) => Promise<void>,
  user?: RunAs,
): Promise<Ended> {
  const begun = performance.now();
  const words = [process.execPath, BIN, ...args];
  const [command = '', ...rest] = user?.command(...words) ?? words;
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'], env: user?.env ?? process.env });
  // A test that fails or times out must not leave a rehearsal running beside the next one.
  onTestFinished(() => void (child.exitCode === null && child.kill('SIGKILL')));
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => (stdout += data));
  child.stderr.on('data', (data) => (stderr += data));
  const ended = new Promise<number | null>((done) => child.once('close', (code) => done(code)));
  /** Waits until stderr has shown `text`. */
  const saw = async (text: string) => {
    while (!stderr.includes(text)) {
      if (child.exitCode !== null) throw new Error(`ended before it said "${text}":\n${stderr}`);
      await new Promise((next) => setTimeout(next, 50));
    }
  };
  try {
    await whileRunning?.(child, saw);
  } catch (error) {
    child.kill('SIGTERM');
    throw error;
  }
  return { code: await ended, stdout, stderr, tookMs: performance.now() - begun };
}

/** A directory for one test, removed after it. */
export function scratchDirectory(onFinished: (remove: () => void) => void): string {
  const directory = mkdtempSync(join(tmpdir(), 'longhaul-e2e-'));
  onFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

export function writeScenario(directory: string, yaml: string): string {
  const file = join(directory, 'scenario.yaml');
  writeFileSync(file, yaml);
  return file;
}

export { leftNamespaces, namespaces } from './namespaces.ts';

export const isRoot = process.getuid?.() === 0;

const ATTEMPTS = 3;

/**
 * Runs a rehearsal that is to be valid on any machine: longhaul slows its time and plays spoilt takes again by itself. Only where
 * time cannot be slowed, over a server elsewhere, are several attempts made here. Fails when none is valid.
 */
export async function rehearseValid(
  scenario: string,
  directory: string,
  { user, attempts = 1 }: { readonly user?: RunAs; readonly attempts?: number } = {},
): Promise<{ result: Result; ended: Ended; out: string }> {
  return untilUndisturbed(
    async (attempt) => {
      const out = join(directory, `attempt-${attempt}`);
      const ended = await longhaul(['run', scenario, '--json', '--out', out], undefined, user);
      if (ended.stdout === '') throw new Error(ended.stderr);
      return { result: JSON.parse(ended.stdout) as Result, ended, out };
    },
    ({ result }) => whyInvalid(result),
    attempts,
  );
}

/** Tries again, three times in all, while the machine is said to have disturbed what came out; then fails. */
export async function untilUndisturbed<T>(
  attempt: (count: number) => Promise<T>,
  disturbance: (outcome: T) => string | undefined,
  attempts = ATTEMPTS,
): Promise<T> {
  const whys: string[] = [];
  for (let count = 1; count <= attempts; count++) {
    const outcome = await attempt(count);
    const why = disturbance(outcome);
    if (why === undefined) return outcome;
    whys.push(why);
  }
  throw new Error(`the machine disturbed ${attempts} of ${attempts}:\n${whys.join('\n')}`);
}

/** Undefined when it is valid. Throws when what made it invalid is no host's doing. */
export function whyInvalid({ outcome, invalidReasons }: Result): string | undefined {
  if (outcome !== 'invalid') return undefined;
  const reasons = invalidReasons.map(({ signal, reason }) => `${signal}: ${reason}`).join('; ');
  if (!invalidReasons.every(isTheHosts)) throw new Error(`invalid for a cause that is not the host's: ${reasons}`);
  return reasons;
}

/** A path off its target whose links did as asked was held up by the machine; then the take ends before it begins. */
function isTheHosts(
  { signal, reason }: Result['invalidReasons'][number],
  _: number,
  all: Result['invalidReasons'],
): boolean {
  if (HOST_SIGNALS.test(signal)) return true;
  if (signal === 'recording-cut-short') return all.some((other) => other.signal === 'network-off-target');
  return signal === 'network-off-target' && reason.includes('so in the shaper or the machine');
}

/** Validity signals that a neighbour's stolen CPU can raise. */
export const HOST_SIGNALS = /^(host|cpu|network|generator|encoder|decoder|viewer|shaper|origin|runner|publisher)-/;
