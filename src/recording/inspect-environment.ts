import { cpus, release, totalmem, type } from 'node:os';
import { machineCpus } from '../lib/available-cpus.ts';
import type { EnvironmentLine } from '../model/recording/recording.ts';

export type MachineEnvironment = Pick<
  EnvironmentLine,
  'node' | 'platform' | 'kernel' | 'cpuModel' | 'cpus' | 'memoryBytes'
>;

/** Describes this machine without starting anything; the browser and the backend are added where they are started. */
export function inspectEnvironment(): MachineEnvironment {
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    kernel: `${type()} ${release()}`,
    cpuModel: cpus()[0]?.model.trim() ?? 'unknown',
    cpus: machineCpus().available,
    memoryBytes: totalmem(),
  };
}
