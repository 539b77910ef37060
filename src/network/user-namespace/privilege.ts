import { readFileSync } from 'node:fs';

/** uid_map of the user namespace in which a machine starts (user_namespaces(7)). */
const EVERY_USER = /^\s*0\s+0\s+4294967295\s*$/;

/** Root of the machine, root of a user namespace only (ours, or a rootless container's), or neither. */
export type Privilege = 'root' | 'user namespace' | 'none';

export function privilege(): Privilege {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'none';
  try {
    return EVERY_USER.test(readFileSync('/proc/self/uid_map', 'utf8')) ? 'root' : 'user namespace';
  } catch {
    // A kernel without user namespaces.
    return 'root';
  }
}
