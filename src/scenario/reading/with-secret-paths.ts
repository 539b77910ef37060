import { dirname, resolve } from 'node:path';
import type { TransportChoice } from '../../model/scenario/transport.ts';
import { isRecord } from './structure.ts';

/** The files in which a transport's secrets lie, from where the scenario file is instead of where longhaul was started. */
export function withSecretPaths(choice: TransportChoice, scenarioFile: string): TransportChoice {
  const settle = (value: unknown): unknown => {
    if (!isRecord(value) || Array.isArray(value)) return value;
    if (typeof value.file === 'string') return { ...value, file: resolve(dirname(scenarioFile), value.file) };
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, settle(inner)]));
  };
  return settle(choice) as TransportChoice;
}
