import { dirname, resolve } from 'node:path';
import type { TransportChoice } from '../model/transport.ts';
import { isRecord } from './structure.ts';

/** The files in which a transport's secrets lie, from where the scenario file is instead of where longhaul was started. */
export function withSecretPaths(choice: TransportChoice, scenarioFile: string): TransportChoice {
  if (typeof choice === 'string') return choice;
  const absolute = (value: unknown) =>
    isRecord(value) && typeof value.file === 'string'
      ? { ...value, file: resolve(dirname(scenarioFile), value.file) }
      : value;
  const settled = Object.entries(choice).map(([id, settings]) => [
    id,
    Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, absolute(value)])),
  ]);
  return Object.fromEntries(settled) as TransportChoice;
}
