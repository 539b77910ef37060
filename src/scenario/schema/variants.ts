import { z } from 'zod';
import { BASE_VARIANT } from '../../model/scenario/scenario.ts';
import { variantSchema } from './broadcast.ts';
import { text } from './fields.ts';

/** Names in any script: they stand in file names and in addresses on the page. */
const VARIANT_NAME = text(
  'the name of a variant: letters, digits, - and _, at most 32',
  /^[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]{0,31}$/u,
);
const VARIANTS_EXPECTED = 'variants by name such as {low: {video: {bitrate: 1 Mbps}}}';
/** Most variants in a scenario: each costs a take for every seed. */
const MAX_VARIANTS = 8;

export const variantsSchema = z
  .record(VARIANT_NAME, variantSchema, { error: VARIANTS_EXPECTED })
  .check(({ value, issues }) => {
    const names = Object.keys(value);
    const refuse = (message: string, path: PropertyKey[] = []) =>
      issues.push({ code: 'custom', message, input: value, path });
    if (names.length === 0 || names.length > MAX_VARIANTS) refuse(`1 to ${MAX_VARIANTS} ${VARIANTS_EXPECTED}`);
    if (names.includes(BASE_VARIANT)) refuse('another name: base is the broadcast itself', [BASE_VARIANT]);
  })
  .describe('Changes to the broadcast to compare with it, by name. Each is played with every seed.');
