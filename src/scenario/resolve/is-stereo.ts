import type { z } from 'zod';
import type { audioSchema, variantSchema } from '../schema/broadcast.ts';

interface Written {
  readonly broadcast: { readonly audio: z.output<typeof audioSchema> };
  readonly variants?: Readonly<Record<string, z.output<typeof variantSchema>>> | undefined;
}

/** Returns whether the sound has two channels, in every variant: its budget could not be met, nor missed, without. */
export function isStereo({ broadcast, variants = {} }: Written): boolean {
  const { channels } = broadcast.audio;
  return [channels, ...Object.values(variants).map(({ audio }) => audio?.channels ?? channels)].every(
    (count) => count === 2,
  );
}
