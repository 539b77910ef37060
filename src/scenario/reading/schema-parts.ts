import type { z } from 'zod';

/** Part of a schema's definition that holds other schemas. */
export interface SchemaParts {
  readonly innerType?: z.core.$ZodType;
  readonly in?: z.core.$ZodType;
  readonly element?: z.core.$ZodType;
  readonly valueType?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
}

/** Lists what a value of a schema may be, without optional, default and unions around it. */
export function alternativesOf(schema: z.core.$ZodType): readonly SchemaParts[] {
  const parts = schema._zod.def as SchemaParts;
  const inner = [parts.innerType, parts.in, ...(parts.options ?? [])].filter((each) => each !== undefined);
  return inner.length > 0 ? inner.flatMap(alternativesOf) : [parts];
}
