import { isRecord } from '../reading/structure.ts';

/** A value for each direction of a segment: out = from China, back = towards China. */
export interface PerDirection<T> {
  readonly out?: T | undefined;
  readonly back?: T | undefined;
}

/** How the keys of a profile name the directions: the viewer's `down` is out, the studio's `up` is out. */
export interface DirectionKeys {
  readonly out: string;
  readonly back: string;
}

/** What stands for each way: a map of the keys, or one value for both. */
export function perDirection<T>(
  value: T | Readonly<Partial<Record<string, T>>> | undefined,
  keys: DirectionKeys,
): PerDirection<T> {
  if (value === undefined) return {};
  if (!isWays<T>(value, keys)) return { out: value as T, back: value as T };
  return { out: value[keys.out], back: value[keys.back] };
}

function isWays<T>(value: unknown, keys: DirectionKeys): value is Readonly<Partial<Record<string, T>>> {
  return isRecord(value) && Object.keys(value).every((key) => key === keys.out || key === keys.back);
}
