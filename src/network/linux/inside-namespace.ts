import { close, lastError, open, setns } from './libc.ts';

/** From fcntl.h and linux/sched.h. */
const O_RDONLY = 0;
const O_CLOEXEC = 0o2000000;
const CLONE_NEWNET = 0x40000000;

/**
 * Does something synchronously in a network namespace, given the path of its file: what is opened there stays there. Only
 * the calling thread goes, and it is back whatever happens. Throws with the call that failed, and where there is no coming
 * back: root of a user namespace cannot return to the machine's own network.
 */
export function insideNamespace<T>(namespace: string, act: () => T): T {
  const home = open('/proc/thread-self/ns/net', O_RDONLY | O_CLOEXEC);
  try {
    if (home < 0 || setns(home, CLONE_NEWNET) !== 0) throw new Error(`stay at home: ${lastError()}`);
    enterNamespace(namespace);
    try {
      return act();
    } finally {
      setns(home, CLONE_NEWNET);
    }
  } finally {
    if (home >= 0) close(home);
  }
}

/** The calling thread goes, for good. Throws with the call that failed. */
export function enterNamespace(namespace: string): void {
  const there = open(namespace, O_RDONLY | O_CLOEXEC);
  try {
    if (there < 0 || setns(there, CLONE_NEWNET) !== 0) throw new Error(`enter ${namespace}: ${lastError()}`);
  } finally {
    if (there >= 0) close(there);
  }
}
