import { close, lastError, open, setns } from './libc.ts';

/** Constants of fcntl.h and linux/sched.h. */
const O_RDONLY = 0;
const O_CLOEXEC = 0o2000000;
const CLONE_NEWNET = 0x40000000;

/**
 * Runs a synchronous function in a network namespace, given the path of the namespace's file; what it opens stays target.
 * Only the calling thread moves, and it returns in any case. Throws with the name of the failed call, and where a return is
 * impossible: root of a user namespace cannot return to the machine's own network.
 */
export function insideNamespace<T>(namespace: string, run: () => T): T {
  const home = open('/proc/thread-self/ns/net', O_RDONLY | O_CLOEXEC);
  try {
    if (home < 0 || setns(home, CLONE_NEWNET) !== 0) throw new Error(`hold own network namespace: ${lastError()}`);
    enterNamespace(namespace);
    try {
      return run();
    } finally {
      setns(home, CLONE_NEWNET);
    }
  } finally {
    if (home >= 0) close(home);
  }
}

/** Moves the calling thread into a network namespace for good. Throws with the name of the failed call. */
export function enterNamespace(namespace: string): void {
  const target = open(namespace, O_RDONLY | O_CLOEXEC);
  try {
    if (target < 0 || setns(target, CLONE_NEWNET) !== 0) throw new Error(`enter ${namespace}: ${lastError()}`);
  } finally {
    if (target >= 0) close(target);
  }
}
