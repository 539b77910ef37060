import { z } from 'zod';
import { broadcastSchema } from './broadcast.ts';
import { budgetsSchema } from './budgets.ts';
import { count, quantity, text } from './fields.ts';
import { regionSchema } from './region.ts';
import { section } from './section.ts';

/** Seeds are mixed as 32-bit numbers. */
const LARGEST_SEED = 2 ** 32 - 1;
const SEEDS_EXPECTED = 'a list of different seeds such as [1, 2, 3]';

/** The scenario file, as written. Its output has quantities in canonical units; names are not yet looked up. */
export const scenarioSchema = section('a scenario', {
  name: text(
    'a name of letters, digits, spaces, - and _, at most 64 (reports are filed under it)',
    /^[\p{L}\p{N}][\p{L}\p{M}\p{N} _-]{0,63}$/u,
  ).describe('Reports are filed under it.'),
  duration: quantity('time', { atLeast: '1 s', atMost: '24 h', example: '60 s' }).describe(
    'Measured time, after the warm-up.',
  ),
  warmup: quantity('time', { atLeast: '0 s', example: '6 s' })
    .prefault('6s')
    .describe('Between the viewers’ joining and the measured time. Default 6s.'),
  seeds: z
    .array(count(0, LARGEST_SEED), { error: SEEDS_EXPECTED })
    .min(1, { error: SEEDS_EXPECTED })
    .refine((seeds) => new Set(seeds).size === seeds.length, { error: SEEDS_EXPECTED })
    .prefault([1])
    .describe('One take for each: the same network under another chance. Default [1].'),
  broadcast: broadcastSchema.describe('The sending side.'),
  regions: z
    .array(regionSchema, { error: 'a list of regions' })
    .min(1, { error: 'at least one region' })
    .describe('Where viewers are.'),
  budgets: budgetsSchema.optional(),
});
