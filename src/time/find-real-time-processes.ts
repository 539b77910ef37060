import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { readProcessStat } from '../lib/process-stat.ts';
import { PAGE_VARIABLE } from './variables.ts';

/** A process outside of virtual time. */
export interface RealTimeProcess {
  readonly pid: number;
  /** Path of its program: "/usr/bin/esbuild". */
  readonly program: string;
}

/** Mark of a program whose file was replaced or deleted since it started (proc(5)): an update beside a long rehearsal. */
const REPLACED = / \(deleted\)$/;

/**
 * Finds processes among the given ones and their descendants that do not share the page: setuid, statically linked,
 * with another C library, or with an environment of their own. Zombies, and processes that exit meanwhile, do not
 * count. Finds none in real time.
 */
export function findRealTimeProcesses(ancestors: readonly number[]): readonly RealTimeProcess[] {
  const page = process.env[PAGE_VARIABLE];
  if (page === undefined) return [];
  return withDescendants(ancestors).flatMap((pid) => {
    try {
      if (readFileSync(`/proc/${pid}/maps`, 'utf8').includes(page)) return [];
      return [{ pid, program: readlinkSync(`/proc/${pid}/exe`).replace(REPLACED, '') }];
    } catch {
      return [];
    }
  });
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
