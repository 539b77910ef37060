/** Returns what an action gave and the CPU time it took, ms: waiting for a CPU that a neighbour has does not count. */
export function cpuMs<T>(action: () => T): { readonly value: T; readonly tookMs: number } {
  const before = process.cpuUsage();
  const value = action();
  const { user, system } = process.cpuUsage(before);
  return { value, tookMs: (user + system) / 1000 };
}
