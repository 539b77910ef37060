import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { codeOf } from '../lib/code-of.ts';
import { readProcessStat } from '../lib/process-stat.ts';
import { PAGE_VARIABLE } from './variables.ts';

/** A process outside of virtual time. */
export interface RealTimeProcess {
  readonly pid: number;
  /** Path of its program, "/usr/bin/esbuild"; its name alone where the path is kept from this user. */
  readonly program: string;
}

/** Reads from /proc, or throws; the platform's own unless a test replaces them. */
interface ProcFiles {
  readonly read: (path: string) => string;
  readonly readLink: (path: string) => string;
}

/** Errors of what may not be read, unlike what is no longer there. */
const REFUSED: ReadonlySet<string> = new Set(['EACCES', 'EPERM']);

/** Mark of a program whose file was replaced or deleted since it started (proc(5)): an update beside a long rehearsal. */
const REPLACED = / \(deleted\)$/;

/**
 * Finds processes among the given ones and their descendants that do not share the page: setuid, statically linked,
 * with another C library, or with an environment of their own. Those whose memory this user may not look into count:
 * setuid programs are among them, and nothing shows that they share it. Zombies, and processes that exit meanwhile, do
 * not count. Finds none in real time.
 */
export function findRealTimeProcesses(ancestors: readonly number[]): readonly RealTimeProcess[] {
  const page = process.env[PAGE_VARIABLE];
  if (page === undefined) return [];
  return withDescendants(ancestors).flatMap((pid) => realTimeProcess(pid, page) ?? []);
}

/** Returns the process if it lives and is not known to share the page. */
export function realTimeProcess(
  pid: number,
  page: string,
  { read, readLink }: ProcFiles = { read: (path) => readFileSync(path, 'utf8'), readLink: readlinkSync },
): RealTimeProcess | undefined {
  try {
    if (read(`/proc/${pid}/maps`).includes(page)) return undefined;
    return { pid, program: readLink(`/proc/${pid}/exe`).replace(REPLACED, '') };
  } catch (error) {
    if (!REFUSED.has(codeOf(error) ?? '')) return undefined;
  }
  try {
    return { pid, program: read(`/proc/${pid}/comm`).trim() };
  } catch {
    return undefined;
  }
}

function withDescendants(ancestors: readonly number[]): readonly number[] {
  const childrenOf = new Map<number, number[]>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const parent = readProcessStat(Number(name))?.parent;
    if (parent !== undefined) childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), Number(name)]);
  }
  const found: number[] = [];
  const queue = [...ancestors];
  for (let pid = queue.pop(); pid !== undefined; pid = queue.pop()) {
    found.push(pid);
    queue.push(...(childrenOf.get(pid) ?? []));
  }
  return found;
}
