import { cpus, release, totalmem, type } from 'node:os';
import type { EnvironmentLine } from '../model/recording/recording.ts';

export type MachineEnvironment = Pick<
  EnvironmentLine,
  'node' | 'platform' | 'kernel' | 'cpuModel' | 'cpus' | 'memoryBytes'
>;

/** Describes this machine without starting anything; whoever starts the browser and the backend adds those. */
export function inspectEnvironment(): MachineEnvironment {
  const processors = cpus();
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    kernel: `${type()} ${release()}`,
    cpuModel: processors[0]?.model.trim() ?? 'unknown',
    cpus: processors.length,
    memoryBytes: totalmem(),
  };
}
