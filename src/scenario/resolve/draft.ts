import type { z } from 'zod';
import { isRecord } from '../reading/structure.ts';

/**
 * The fields of `value` that are right by themselves, defaults filled in; the others are left out. The checks across
 * fields work on drafts, so that one wrong field does not hide what is wrong elsewhere.
 */
export type Draft<S extends z.ZodObject> = Partial<z.output<S>>;

export function draftOf<S extends z.ZodObject>(schema: S, value: unknown): Draft<S> {
  const fields: Record<string, unknown> = {};
  if (!isRecord(value)) return {};
  for (const [key, field] of Object.entries<z.core.$ZodType>(schema.shape)) {
    const parsed = (field as z.ZodType).safeParse(Object.hasOwn(value, key) ? value[key] : undefined);
    if (parsed.success && parsed.data !== undefined) fields[key] = parsed.data;
  }
  return fields as Draft<S>;
}
