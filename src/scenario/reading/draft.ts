import type { z } from 'zod';
import { isRecord } from './structure.ts';

/**
 * Fields of a map that are valid by themselves. Checks across fields work on drafts, so that one wrong field does not hide
 * problems elsewhere.
 */
export type Draft<S extends z.ZodObject> = Partial<z.output<S>>;

/** Parses each field by itself: fills in defaults, and leaves out invalid fields. */
export function draftOf<S extends z.ZodObject>(schema: S, value: unknown): Draft<S> {
  const fields: Record<string, unknown> = {};
  if (!isRecord(value)) return {};
  for (const [key, field] of Object.entries<z.core.$ZodType>(schema.shape)) {
    const parsed = (field as z.ZodType).safeParse(Object.hasOwn(value, key) ? value[key] : undefined);
    if (parsed.success && parsed.data !== undefined) fields[key] = parsed.data;
  }
  return fields as Draft<S>;
}
