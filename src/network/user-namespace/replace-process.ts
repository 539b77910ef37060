/** Constant of fcntl.h. */
const F_SETFD = 2;
const STDIO = [0, 1, 2];

/**
 * Replaces this process with another program, keeping pid, terminal and environment, so that signals and the exit code need
 * no forwarding. Throws if that fails, and never returns otherwise.
 */
export async function replaceProcess([command, ...args]: readonly [string, ...string[]]): Promise<never> {
  // Imported lazily, because the import throws without glibc.
  const { execv, fcntl, lastError } = await import('../linux/libc.ts');
  // Node marks them as closed on exec.
  for (const fd of STDIO) fcntl(fd, F_SETFD, 0);
  execv(command, [command, ...args, null]);
  throw new Error(`cannot execute ${command}: ${lastError()}`);
}
