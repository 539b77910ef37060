/** Readers of Linux's /proc texts (man 5 proc, Documentation/accounting/psi.rst). Undefined where the text has no such line. */

/** Ticks of all CPUs together since boot; only differences and shares mean something. */
export interface CpuTicks {
  readonly busy: number;
  readonly idle: number;
  readonly steal: number;
}

/** First line of /proc/stat: user nice system idle iowait irq softirq steal (guest time is already in user). */
export function parseCpuTicks(stat: string): CpuTicks | undefined {
  const fields = /^cpu +(.*)$/m.exec(stat)?.[1]?.trim().split(/\s+/).map(Number);
  const [user, nice, system, idle, iowait, irq, softirq, steal] = fields ?? [];
  if (user === undefined || nice === undefined || system === undefined || idle === undefined) return undefined;
  if (iowait === undefined || irq === undefined || softirq === undefined || steal === undefined) return undefined;
  const ticks = { busy: user + nice + system + irq + softirq, idle: idle + iowait, steal };
  return Object.values(ticks).every(Number.isFinite) ? ticks : undefined;
}

/** Shares of the time between two readings, 0..1. Undefined if no time passed or a counter went back. */
export function cpuShares(
  before: CpuTicks,
  after: CpuTicks,
): { readonly busyFraction: number; readonly stealFraction: number } | undefined {
  const busy = after.busy - before.busy;
  // iowait may step back by a tick (man 5 proc), which is not a fault of the reading.
  const idle = Math.max(0, after.idle - before.idle);
  const steal = after.steal - before.steal;
  const total = busy + idle + steal;
  if (busy < 0 || steal < 0 || total <= 0) return undefined;
  return { busyFraction: busy / total, stealFraction: steal / total };
}

/** /proc/pressure/cpu: microseconds since boot in which some task waited for a CPU. */
export function parseCpuPressureMicroseconds(pressure: string): number | undefined {
  return numberIn(/^some .*\btotal=(\d+)/m, pressure);
}

/** /proc/meminfo: what can be had without swapping, bytes. */
export function parseMemoryAvailableBytes(meminfo: string): number | undefined {
  const kibibytes = numberIn(/^MemAvailable:\s+(\d+) kB/m, meminfo);
  return kibibytes === undefined ? undefined : kibibytes * 1024;
}

function numberIn(pattern: RegExp, text: string): number | undefined {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}
