import { readFileSync } from 'node:fs';

/** Content of uid_map in the initial user namespace (user_namespaces(7)). */
const EVERY_USER = /^\s*0\s+0\s+4294967295\s*$/;

/** Root of the machine, root of a user namespace only (ours or a rootless container's), or neither. */
export type Privilege = 'root' | 'user namespace' | 'none';

/** Returns the privilege of this process. */
export function readPrivilege(): Privilege {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'none';
  try {
    return EVERY_USER.test(readFileSync('/proc/self/uid_map', 'utf8')) ? 'root' : 'user namespace';
  } catch {
    // The kernel has no user namespaces.
    return 'root';
  }
}
