import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { CannotMeasureError, InputError, type Problem } from '../lib/errors.ts';
import type { Result } from '../model/result/result.ts';

const COMMAND = fileURLToPath(new URL('../../bin/longhaul.mjs', import.meta.url));

export interface RehearseOptions {
  /** Directory for recordings and reports: a new or an empty one. */
  readonly out: string;
  /** One take under this seed instead of the scenario's seeds. */
  readonly seed?: number;
  /** How the network is shaped; the first that works here unless named. */
  readonly backend?: 'auto' | 'tun' | 'netem' | 'relay';
  /** How the rehearsal's own clock is slowed; the scenario's, unless given. */
  readonly slow?: 'auto' | number;
  /** Stops the rehearsal in order: what was recorded is kept, and the result is invalid. */
  readonly signal?: AbortSignal;
  /** Each line that the command line would show meanwhile. */
  readonly onLine?: (line: string) => void;
}

export interface Rehearsed {
  readonly result: Result;
  /** As given: index.html, junit.xml, summary.md, charts and recordings are in it. */
  readonly directory: string;
}

/**
 * Rehearses a scenario: a file, or the name of one that ships (`quickstart`). In a process of its own, for it slows its own
 * clock and enters network namespaces, neither of which can be undone for a caller. Throws InputError and
 * CannotMeasureError, as the command line exits with 2 and 3; a rehearsal that came out invalid is a result.
 */
export async function rehearse(scenario: string, options: RehearseOptions): Promise<Rehearsed> {
  const { out, signal, onLine } = options;
  const child = spawn(process.execPath, [COMMAND, ...commandArguments(scenario, options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = () => child.kill('SIGINT');
  signal?.addEventListener('abort', stop);
  if (signal?.aborted === true) stop();
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const talk: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    talk.push(line);
    onLine?.(line);
  });
  try {
    await new Promise<void>((done, failed) => child.once('close', () => done()).once('error', failed));
  } finally {
    signal?.removeEventListener('abort', stop);
  }
  return { result: resultOf(Buffer.concat(chunks).toString(), talk), directory: out };
}

function commandArguments(scenario: string, { out, seed, backend, slow }: RehearseOptions): string[] {
  return [
    // An option's dash is not taken for one in a file's name.
    ...['run', scenario.startsWith('-') ? `./${scenario}` : scenario, '--json', `--out=${out}`],
    ...(seed === undefined ? [] : ['--seed', String(seed)]),
    ...(backend === undefined ? [] : ['--backend', backend]),
    ...(slow === undefined ? [] : ['--slow', String(slow)]),
  ];
}

type Told =
  | Result
  | { readonly error: { readonly kind: 'bad-input'; readonly problems: readonly Problem[] } }
  | { readonly error: { readonly kind: 'could-not-measure'; readonly message: string; readonly advice: string } }
  | { readonly error: { readonly kind: 'defect'; readonly message: string } };

function resultOf(stdout: string, talk: readonly string[]): Result {
  if (stdout.trim() === '') throw new Error(`longhaul ended without a result:\n${talk.slice(-LAST_LINES).join('\n')}`);
  const told = JSON.parse(stdout) as Told;
  if (!('error' in told)) return told;
  const { error } = told;
  if (error.kind === 'bad-input') throw new InputError(error.problems);
  if (error.kind === 'could-not-measure') throw new CannotMeasureError(error.message, error.advice);
  throw new Error(error.message);
}

/** Enough to see why it ended. */
const LAST_LINES = 20;
