import { dirname, resolve } from 'node:path';
import type { TransportChoice } from '../../model/scenario/transport.ts';
import { isRecord } from './structure.ts';

/** Resolves the paths of a transport's secret files relative to the scenario file instead of the working directory. */
export function withSecretPaths(choice: TransportChoice, scenarioFile: string): TransportChoice {
  const resolvePaths = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolvePaths);
    if (!isRecord(value)) return value;
    if (typeof value.file === 'string') return { ...value, file: resolve(dirname(scenarioFile), value.file) };
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolvePaths(inner)]));
  };
  return resolvePaths(choice) as TransportChoice;
}
