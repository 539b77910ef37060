import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Flags with which distributions build programs: _FORTIFY_SOURCE replaces calls with ones of other names. */
const FLAGS = ['-std=gnu11', '-O2', '-Wall', '-Wextra', '-Werror', '-D_FORTIFY_SOURCE=2', '-pthread'];

/** Reports whether there is a compiler; says on standard error if there is none. */
export function hasCompiler(): boolean {
  try {
    execFileSync('gcc', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    console.error(
      'SKIPPED: no gcc here, so no C program can call what node does not (Debian: apt-get install gcc libc6-dev)',
    );
    return false;
  }
}

/** Builds tests/time/<name>.c for each name; returns the programs' paths by name, and a function that removes them. */
export function compile(
  names: readonly string[],
  compiler = 'gcc',
): { readonly programs: Record<string, string>; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'longhaul-test-'));
  const programs = names.map((name) => {
    const source = fileURLToPath(new URL(`../${name}.c`, import.meta.url));
    execFileSync(compiler, [...FLAGS, '-o', join(folder, name), source, '-lrt', '-lm']);
    return [name, join(folder, name)] as const;
  });
  return { programs: Object.fromEntries(programs), remove: () => rmSync(folder, { recursive: true }) };
}
