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
  /** Wall time, ms: lib/clock's wallMs. */
  readonly clock: () => number;
  readonly onSecond: (line: HostLine) => void;
  /** What each second says of the clock's own pace; nothing in real time. */
  readonly takePace?: () => PaceFields;
  /** Throws when there is no such file; the platform's own unless a test hands in texts. */
  readonly readFile?: (path: string) => string;
}

const PERIOD_MS = 1000;
/** The monitor's timer: fine enough for the 20 ms bound that lateness is held against. */
const LOOP_RESOLUTION_MS = 10;

interface Reading {
  readonly atMs: number;
  readonly ticks: CpuTicks | undefined;
  readonly pressureMicroseconds: number | undefined;
}

/** Observes the machine once a second until stopped. Fields that the platform lacks (macOS has no /proc) stay undefined. */
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

/** The kernel counts real time, of which `factor` times as much has passed. */
function pressureShare(before: Reading, after: Reading, factor: number): { readonly cpuPressureFraction?: number } {
  const elapsedMicroseconds = (after.atMs - before.atMs) * 1000 * factor;
  if (before.pressureMicroseconds === undefined || after.pressureMicroseconds === undefined) return {};
  const waited = after.pressureMicroseconds - before.pressureMicroseconds;
  if (elapsedMicroseconds <= 0 || waited < 0) return {};
  // The kernel's and our own clock reading differ by microseconds: a full second may read as 1.0003.
  return { cpuPressureFraction: Math.min(1, waited / elapsedMicroseconds) };
}
