import { isRecord } from '../reading/structure.ts';

/** A value for each direction of a segment: `out` from China, `back` towards China. */
export interface PerDirection<T> {
  readonly out?: T | undefined;
  readonly back?: T | undefined;
}

/** Keys that name the directions in a profile: the viewer's `down` is out, the studio's `up` is out. */
export interface DirectionKeys {
  readonly out: string;
  readonly back: string;
}

/** Splits a value by direction: a map with the keys, or one value for both. */
export function perDirection<T>(
  value: T | Readonly<Partial<Record<string, T>>> | undefined,
  keys: DirectionKeys,
): PerDirection<T> {
  if (value === undefined) return {};
  if (!hasDirections<T>(value, keys)) return { out: value as T, back: value as T };
  return { out: value[keys.out], back: value[keys.back] };
}

function hasDirections<T>(value: unknown, keys: DirectionKeys): value is Readonly<Partial<Record<string, T>>> {
  return isRecord(value) && Object.keys(value).every((key) => key === keys.out || key === keys.back);
}
