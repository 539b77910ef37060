// Parsers for Linux's /proc files (proc(5), Documentation/accounting/psi.rst). They return undefined where the text
// lacks the line.

/** Ticks of all CPUs together since boot; only differences and shares are meaningful. */
export interface CpuTicks {
  readonly busy: number;
  readonly idle: number;
  readonly steal: number;
}

/**
 * Parses the first line of /proc/stat: user nice system idle iowait irq softirq steal (guest time is already in user).
 */
export function parseCpuTicks(stat: string): CpuTicks | undefined {
  const fields = /^cpu +(.*)$/m.exec(stat)?.[1]?.trim().split(/\s+/).map(Number);
  const [user, nice, system, idle, iowait, irq, softirq, steal] = fields ?? [];
  if (user === undefined || nice === undefined || system === undefined || idle === undefined) return undefined;
  if (iowait === undefined || irq === undefined || softirq === undefined || steal === undefined) return undefined;
  const ticks = { busy: user + nice + system + irq + softirq, idle: idle + iowait, steal };
  return Object.values(ticks).every(Number.isFinite) ? ticks : undefined;
}

/** Returns shares of the time between two readings, 0 to 1; undefined if no time passed or a counter fell. */
export function cpuShares(
  before: CpuTicks,
  after: CpuTicks,
): { readonly busyFraction: number; readonly stealFraction: number } | undefined {
  const busy = after.busy - before.busy;
  // iowait may fall by a tick (proc(5)), which does not make the reading wrong.
  const idle = Math.max(0, after.idle - before.idle);
  const steal = after.steal - before.steal;
  const total = busy + idle + steal;
  if (busy < 0 || steal < 0 || total <= 0) return undefined;
  return { busyFraction: busy / total, stealFraction: steal / total };
}

/** Parses /proc/pressure/cpu: microseconds since boot in which some task waited for a CPU. */
export function parseCpuPressureMicroseconds(pressure: string): number | undefined {
  return numberIn(/^some .*\btotal=(\d+)/m, pressure);
}

/** Parses /proc/meminfo: memory available without swapping, bytes. */
export function parseMemoryAvailableBytes(meminfo: string): number | undefined {
  const kibibytes = numberIn(/^MemAvailable:\s+(\d+) kB/m, meminfo);
  return kibibytes === undefined ? undefined : kibibytes * 1024;
}

function numberIn(pattern: RegExp, text: string): number | undefined {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}
