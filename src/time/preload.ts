import { copyFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownName } from './own-name.ts';

/** Path of the library that answers a process's clock calls, or the reason why time cannot be slowed here. */
export type Preload = { readonly path: string } | { readonly why: string };

/** File name of the library, wherever it is. */
export const LIBRARY = 'virtual-time.so';

/** Separators of paths in LD_PRELOAD (ld.so(8)). */
const PATH_SEPARATOR = /[\s:]/;

/** Finds the library for this machine: Linux with the GNU C library, on x64 or arm64. */
export function findPreload(): Preload {
  if (process.platform !== 'linux') return { why: `${process.platform} cannot preload our library` };
  if (!hasGlibc()) return { why: 'the C library of this system is not the GNU one (musl?)' };
  const path = fileURLToPath(new URL(`./native/linux-${process.arch}/${LIBRARY}`, import.meta.url));
  return existsSync(path) ? { path } : { why: `no library was built for ${process.arch}` };
}

/**
 * Returns a path of the library that fits into LD_PRELOAD; where its own does not, the path of a copy in the temporary
 * directory.
 */
export function preloadablePath(path: string): string {
  if (!PATH_SEPARATOR.test(path)) return path;
  const copy = join(tmpdir(), `${ownName()}${LIBRARY}`);
  copyFileSync(path, copy);
  return copy;
}

function hasGlibc(): boolean {
  const { report } = process;
  // Otherwise the report looks up the names of all connected addresses.
  (report as { excludeNetwork?: boolean }).excludeNetwork = true;
  const { header } = report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return header?.glibcVersionRuntime !== undefined;
}
