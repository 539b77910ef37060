import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { HostLine } from '../model/recording/sample-lines.ts';
import {
  type CpuTicks,
  cpuShares,
  parseCpuPressureMicroseconds,
  parseCpuTicks,
  parseMemoryAvailableBytes,
} from './proc.ts';

type PaceFields = Pick<HostLine, 'timeDilationFactor' | 'clockStoodStillMs'>;

export interface HostSamplerOptions {
  /** Wall clock, ms: `wallMs` of lib/clock.ts. */
  readonly clock: () => number;
  readonly onSecond: (line: HostLine) => void;
  /** Returns the pace of the stream's clock in the last second; empty in real time. */
  readonly takePace?: () => PaceFields;
  /** Reads a file, or throws if there is none. The platform's own unless a test replaces it. */
  readonly readFile?: (path: string) => string;
}

const PERIOD_MS = 1000;
/** Resolution of the event loop monitor: fine enough for the 20 ms bound on lateness. */
const LOOP_RESOLUTION_MS = 10;

interface Reading {
  readonly atMs: number;
  readonly ticks: CpuTicks | undefined;
  readonly pressureMicroseconds: number | undefined;
}

/**
 * Samples the machine once a second until stopped. Fields that the platform lacks (macOS has no /proc) stay undefined.
 */
export function startHostSampler(options: HostSamplerOptions): { stop(): void } {
  const { clock, onSecond, takePace = (): PaceFields => ({}) } = options;
  const readFile = options.readFile ?? ((path: string) => readFileSync(path, 'utf8'));
  const read = <T>(path: string, parse: (text: string) => T | undefined): T | undefined => {
    try {
      return parse(readFile(path));
    } catch {
      return undefined;
    }
  };
  const takeReading = (): Reading => ({
    atMs: clock(),
    ticks: read('/proc/stat', parseCpuTicks),
    pressureMicroseconds: read('/proc/pressure/cpu', parseCpuPressureMicroseconds),
  });

  const loop = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
  loop.enable();
  let before = takeReading();

  const timer = setInterval(() => {
    const after = takeReading();
    const memoryAvailableBytes = read('/proc/meminfo', parseMemoryAvailableBytes);
    const runnerLoopP99Ms = loop.count > 0 ? Math.max(0, loop.percentile(99) / 1e6 - LOOP_RESOLUTION_MS) : undefined;
    loop.reset();
    const pace = takePace();
    const line: HostLine = {
      type: 'host',
      atMs: after.atMs,
      ...(before.ticks && after.ticks && cpuShares(before.ticks, after.ticks)),
      ...pressureShare(before, after, pace.timeDilationFactor ?? 1),
      ...(memoryAvailableBytes === undefined ? {} : { memoryAvailableBytes }),
      ...(runnerLoopP99Ms === undefined ? {} : { runnerLoopP99Ms }),
      ...pace,
    };
    before = after;
    onSecond(line);
  }, PERIOD_MS);

  return {
    stop() {
      clearInterval(timer);
      loop.disable();
    },
  };
}

/**
 * Returns the share of time with CPU pressure. The kernel counts real time, of which `factor` times as much has passed.
 */
function pressureShare(before: Reading, after: Reading, factor: number): { readonly cpuPressureFraction?: number } {
  const elapsedMicroseconds = (after.atMs - before.atMs) * 1000 * factor;
  if (before.pressureMicroseconds === undefined || after.pressureMicroseconds === undefined) return {};
  const waited = after.pressureMicroseconds - before.pressureMicroseconds;
  if (elapsedMicroseconds <= 0 || waited < 0) return {};
  // The kernel reads its clock microseconds apart from ours: a full second may come out as 1.0003.
  return { cpuPressureFraction: Math.min(1, waited / elapsedMicroseconds) };
}
