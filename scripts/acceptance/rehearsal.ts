import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import type { Result } from '../../src/model/result/result.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const scratch = mkdtempSync(join(tmpdir(), 'longhaul-acceptance-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
let rehearsals = 0;

/** A finished rehearsal, with the real time that it took. */
export interface Ran {
  readonly result: Result;
  readonly tookS: number;
  readonly directory: string;
}

/** Writes a scenario into the scratch directory. Returns its path. */
export function scenarioFile(text: string): string {
  const file = join(scratch, `scenario-${++rehearsals}.yaml`);
  writeFileSync(file, text);
  return file;
}

/** Runs a scenario, prints one line about it, and returns its result. Throws what was printed when there is none. */
export async function run(
  file: string,
  options: readonly string[] = [],
  meanwhile?: Meanwhile,
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const begun = performance.now();
  const directory = join(scratch, `out-${++rehearsals}`);
  const running = execa(
    process.execPath,
    [join(ROOT, 'bin/longhaul.mjs'), 'run', file, '--out', directory, ...options],
    { reject: false, stdin: 'ignore', all: true, env },
  );
  running.all?.on('data', (chunk) => meanwhile?.(String(chunk)));
  const { all } = await running;
  const tookS = (performance.now() - begun) / 1000;
  let result: Result;
  try {
    result = JSON.parse(readFileSync(join(directory, 'result.json'), 'utf8')) as Result;
  } catch {
    throw new Error(`no result: ${all}`);
  }
  const factors = result.takes.map(({ pace }) => (pace === undefined ? '' : `x${pace.mostFactor.toFixed(1)}`));
  console.log(
    `  ${result.outcome.padEnd(9)} ${tookS.toFixed(0)} s ${factors.join(' ')}  ${result.takes
      .flatMap(({ viewers }) => viewers)
      .slice(0, 4)
      .map(
        ({ region }) =>
          `${region} p50 ${show(latency(result, region, 'p50'))} ms ${show(value(result, region, 'frameRate'))} fps`,
      )
      .join(' | ')}  ${result.invalidReasons.map(({ signal }) => signal).join(' ')}`,
  );
  return { result, tookS, directory };
}

/** Told each piece of text that a rehearsal prints. */
export type Meanwhile = (text: string) => void;

/** Returns a percentile of a region's latency, or of one of its stages, in ms; undefined where it was not measured. */
export function latency(result: Result, region: string, p: 'p50' | 'p95', id = 'latency'): number | undefined {
  const measured = metric(result, region, id);
  return measured?.type === 'distribution' ? measured[p] : undefined;
}

/** Returns a region's metric that is one number; undefined where it was not measured. */
export function value(result: Result, region: string, id: string): number | undefined {
  const measured = metric(result, region, id);
  return measured?.type === 'value' ? measured.value : undefined;
}

function metric(result: Result, region: string, id: string) {
  return result.takes[0]?.viewers.find((viewer) => viewer.region === region)?.metrics[id];
}

function show(number: number | undefined): string {
  return number === undefined ? '?' : String(Math.round(number * 10) / 10);
}

/** Prints whether a claim holds; this process exits with 1 when one does not. */
export function claim(text: string, holds: boolean): void {
  console.log(`${holds ? 'HOLDS ' : 'FAILS '} ${text}`);
  if (!holds) process.exitCode = 1;
}
