import { z } from 'zod';
import { BASE_VARIANT } from '../../model/scenario/scenario.ts';
import { variantSchema } from './broadcast.ts';
import { identifier } from './fields.ts';

const VARIANTS_EXPECTED = 'variants by name such as {low: {video: {bitrate: 1 Mbps}}}';
/** Most variants in a scenario: each costs a take for every seed. */
const MAX_VARIANTS = 8;

export const variantsSchema = z
  .record(identifier('the name of a variant'), variantSchema, { error: VARIANTS_EXPECTED })
  .check(({ value, issues }) => {
    const names = Object.keys(value);
    const refuse = (message: string, path: PropertyKey[] = []) =>
      issues.push({ code: 'custom', message, input: value, path });
    if (names.length === 0 || names.length > MAX_VARIANTS) refuse(`1 to ${MAX_VARIANTS} ${VARIANTS_EXPECTED}`);
    if (names.includes(BASE_VARIANT)) refuse('another name: base is the broadcast itself', [BASE_VARIANT]);
  })
  .describe('Changes to the broadcast to compare with it, by name. Each is played with every seed.');
