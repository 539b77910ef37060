import { copyFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownName } from './own-name.ts';

/** The library that answers a process's clock calls, or why time cannot be slowed here. */
export type Preload = { readonly path: string } | { readonly why: string };

/** How the library's file is called, wherever it lies. */
export const LIBRARY = 'virtual-time.so';

/** The loader takes both for the end of a path in LD_PRELOAD (ld.so(8)). */
const ENDS_A_PATH = /[\s:]/;

/** Finds the library for this machine: Linux with the GNU C library, on x64 or arm64. */
export function findPreload(): Preload {
  if (process.platform !== 'linux') return { why: `${process.platform} preloads no library of ours` };
  if (!hasGlibc()) return { why: 'the C library of this system is not the GNU one (musl?)' };
  const path = fileURLToPath(new URL(`./native/linux-${process.arch}/${LIBRARY}`, import.meta.url));
  return existsSync(path) ? { path } : { why: `no library was built for ${process.arch}` };
}

/** A path of the library that LD_PRELOAD can hold; a copy in the system's folder for temporary files where it cannot. */
export function preloadablePath(path: string): string {
  if (!ENDS_A_PATH.test(path)) return path;
  const copy = join(tmpdir(), `${ownName()}${LIBRARY}`);
  copyFileSync(path, copy);
  return copy;
}

function hasGlibc(): boolean {
  const { report } = process;
  // Otherwise it looks up the names of all connected addresses.
  (report as { excludeNetwork?: boolean }).excludeNetwork = true;
  const { header } = report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return header?.glibcVersionRuntime !== undefined;
}
