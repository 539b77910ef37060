// Writes types/: declarations of the library (src/library) and of what they name, nothing else. Run by `npm pack` (prepack);
// with an argument, into that folder.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = resolve(process.argv[2] ?? join(root, 'types'));
const ENTRY = 'library/library.d.ts';
const DECLARE = ['--emitDeclarationOnly', '--declaration', '--stripInternal'];

/** The declarations that `file` needs, by its imports. The compiler declares every source that any of them is made of. */
function needed(file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, specifier] of readFileSync(file, 'utf8').matchAll(/(?:from |import\()["'](\.[^"']+)\.ts["']/g))
    needed(resolve(dirname(file), `${specifier}.d.ts`), found);
  return found;
}

const scratch = mkdtempSync(join(tmpdir(), 'longhaul-types-'));
try {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const project = join(root, 'tsconfig.library.json');
  execFileSync(process.execPath, [compiler, '-p', project, ...DECLARE, '--outDir', scratch], {
    stdio: ['ignore', 2, 2],
  });
  rmSync(target, { recursive: true, force: true });
  for (const file of needed(join(scratch, ENTRY))) cpSync(file, join(target, relative(scratch, file)));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
