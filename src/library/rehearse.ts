import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { CannotMeasureError, InputError, type Problem } from '../lib/errors.ts';
import type { Result } from '../model/result/result.ts';

const COMMAND = fileURLToPath(new URL('../../bin/longhaul.mjs', import.meta.url));

/** Options of a rehearsal, like those of `longhaul run`. */
export interface RehearseOptions {
  /** Directory for recordings and reports: a new or an empty one. */
  readonly out: string;
  /** Seed of the only take, instead of the scenario's seeds. */
  readonly seed?: number;
  /** Backend that shapes the network. Default: the first that works on this machine. */
  readonly backend?: 'auto' | 'tun' | 'netem' | 'relay';
  /** Slowing of the rehearsal's own clock. Default: the scenario's. */
  readonly slow?: 'auto' | number;
  /** Signal that stops the rehearsal in order: recordings are kept, and the result is invalid. */
  readonly signal?: AbortSignal;
  /** Called with each line that the command line would show during the rehearsal. */
  readonly onLine?: (line: string) => void;
}

/** A finished rehearsal. */
export interface Rehearsed {
  readonly result: Result;
  /** Directory as given in `out`, with index.html, junit.xml, summary.md, charts and recordings. */
  readonly directory: string;
}

/**
 * Rehearses a scenario, given as a file or as the name of one that ships (`quickstart`). It runs in a process of its own, since
 * it slows its clock and enters network namespaces, neither of which could be undone for the caller. Throws InputError and
 * CannotMeasureError where the command line exits with 2 and 3; an invalid rehearsal is a result.
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
  const stderrLines: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    stderrLines.push(line);
    onLine?.(line);
  });
  try {
    await new Promise<void>((done, failed) => child.once('close', () => done()).once('error', failed));
  } finally {
    signal?.removeEventListener('abort', stop);
  }
  return { result: resultOf(Buffer.concat(chunks).toString(), stderrLines), directory: out };
}

function commandArguments(scenario: string, { out, seed, backend, slow }: RehearseOptions): string[] {
  return [
    // A file name that begins with a dash must not be taken for an option.
    ...['run', scenario.startsWith('-') ? `./${scenario}` : scenario, '--json', `--out=${out}`],
    ...(seed === undefined ? [] : ['--seed', String(seed)]),
    ...(backend === undefined ? [] : ['--backend', backend]),
    ...(slow === undefined ? [] : ['--slow', String(slow)]),
  ];
}

/** JSON that `run --json` writes to stdout. */
type Output =
  | Result
  | { readonly error: { readonly kind: 'bad-input'; readonly problems: readonly Problem[] } }
  | { readonly error: { readonly kind: 'could-not-measure'; readonly message: string; readonly advice: string } }
  | { readonly error: { readonly kind: 'defect'; readonly message: string } };

/** Parses the output of `run --json`. Throws the error that it reports. */
function resultOf(stdout: string, stderrLines: readonly string[]): Result {
  if (stdout.trim() === '')
    throw new Error(`longhaul ended without a result:\n${stderrLines.slice(-QUOTED_LINES).join('\n')}`);
  const output = JSON.parse(stdout) as Output;
  if (!('error' in output)) return output;
  const { error } = output;
  if (error.kind === 'bad-input') throw new InputError(error.problems);
  if (error.kind === 'could-not-measure') throw new CannotMeasureError(error.message, error.advice);
  throw new Error(error.message);
}

/** Lines of stderr quoted in an error: enough to see why the process ended. */
const QUOTED_LINES = 20;
