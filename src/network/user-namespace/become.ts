/** From fcntl.h. */
const F_SETFD = 2;
const STDIO = [0, 1, 2];

/**
 * This process becomes another program: same pid, same terminal, same environment, so that signals and the exit code need
 * nobody to pass them on. Returns only if that fails, by throwing.
 */
export async function become([command, ...args]: readonly [string, ...string[]]): Promise<never> {
  // Not at the top: importing it throws where there is no glibc.
  const { execv, fcntl, lastError } = await import('../linux/libc.ts');
  // Node has them closed on exec.
  for (const fd of STDIO) fcntl(fd, F_SETFD, 0);
  execv(command, [command, ...args, null]);
  throw new Error(`cannot become ${command}: ${lastError()}`);
}
