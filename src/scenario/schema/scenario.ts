import { z } from 'zod';
import { LARGEST_SEED } from '../../model/scenario/scenario.ts';
import { hintOnOtherKind, section } from '../reading/section.ts';
import { airtimeSchema } from './airtime.ts';
import { broadcastSchema } from './broadcast.ts';
import { budgetsSchema } from './budgets.ts';
import { catalogSchema } from './catalog.ts';
import { eventsSchema } from './events.ts';
import { count, quantity, text } from './fields.ts';
import { ladderSchema } from './ladder.ts';
import { regionSchema } from './region.ts';
import { slowSchema } from './slow.ts';
import { timeServerSchema } from './time-server.ts';
import { variantsSchema } from './variants.ts';

const CATALOG_EXPECTED = 'a catalog file such as my-catalog.yaml, a catalog written in place, or a list of these';
const SEEDS_EXPECTED = 'a list of different seeds such as [1, 2, 3]';

const REGIONS_EXPECTED = 'a list of regions such as [{region: sea-sg, access: fixed}]';
hintOnOtherKind(SEEDS_EXPECTED, (got) =>
  typeof got === 'number' ? `did you mean [${got}], that one seed?` : undefined,
);
hintOnOtherKind(REGIONS_EXPECTED, regionListHint);

const CATALOG_FILE = z.string({ error: CATALOG_EXPECTED }).min(1, { error: CATALOG_EXPECTED });

/** Writes out the list that a region alone, or a map of them by name, was meant for. */
function regionListHint(got: unknown): string | undefined {
  if (typeof got === 'string') return `did you mean [${got}]?`;
  if (typeof got !== 'object' || got === null) return undefined;
  const [first] = Object.entries(got);
  if (first === undefined) return undefined;
  const [name, entry] = first;
  if (name === 'region') return `did you mean [{region: ${String(entry)}, ...}]?`;
  return `did you mean [{region: ${name}, ...}, ...]? Each entry names its region itself`;
}

/** Schema of the scenario file. Its output has quantities in canonical units; names are not yet looked up. */
export const scenarioSchema = section('a scenario', {
  name: text(
    'a name that begins with a letter or digit, at most 64 characters, none of / \\ < > " ` (reports are filed under it)',
    /^[\p{L}\p{N}](?:(?! )[^\p{C}\p{Zl}\p{Zp}/\\<>"`]|(?:[^\p{C}\p{Zl}\p{Zp}/\\<>"`]){1,62}[^\p{C}\p{Z}/\\<>"`])?$/u,
  ).describe('Name under which reports are filed. Default: the file’s own.'),
  description: z
    .string({ error: 'a description in words' })
    .exactOptional()
    .describe('Words for whoever reads the file; nothing depends on them.'),
  duration: quantity('time', { atLeast: '1 s', atMost: '24 h', example: '60 s' })
    .prefault('60 s')
    .describe('Measured time, after the warm-up. Default 60 s.'),
  warmup: quantity('time', { atLeast: '0 s', atMost: '1 h', example: '6 s' })
    .prefault('6s')
    .describe('Time between the joining of the viewers and the measured time. Default 6s.'),
  settle: z
    .boolean({ error: 'true or false' })
    .exactOptional()
    .describe(
      'Whether the measured time waits until the viewers’ jitter buffers and lip sync are as in a long show, 45 s at most. Default true; false for a quick look.',
    ),
  joins: quantity('time', { atLeast: '0 s', atMost: '10 min', example: '5 s' })
    .exactOptional()
    .describe('Time over which the viewers join, each at a moment drawn from the seed. Default: all at once.'),
  churn: quantity('share', { atLeast: '1 %', atMost: '100 %' })
    .exactOptional()
    .describe(
      'Share of the viewers, at least one, who leave in mid-show while as many others join: 25 %. Their first frames are those of people who come late. Default: nobody.',
    ),
  seeds: z
    .array(count(0, LARGEST_SEED), { error: SEEDS_EXPECTED })
    .min(1, { error: SEEDS_EXPECTED })
    .refine((seeds) => new Set(seeds).size === seeds.length, { error: SEEDS_EXPECTED })
    .prefault([1])
    .describe('Seeds, one take each: the same network with other random draws. Default [1].'),
  slow: slowSchema()
    .exactOptional()
    .describe(
      'Slowing of the rehearsal’s own clock, so that any machine keeps up: auto, or a factor from 1 to 64. Default auto.',
    ),
  airtime: airtimeSchema()
    .optional()
    .describe(
      'Start of the stream, with its offset: 2026-11-27T20:00+08:00. Picks `mobile` access by the hour in each region and the `direct` haul by the hour in China.',
    ),
  timeServer: timeServerSchema()
    .exactOptional()
    .describe(
      'Time server (NTP) by which clocks are corrected, for a stream published on one machine and watched on another: both name it.',
    ),
  catalog: z
    .union(
      [CATALOG_FILE, catalogSchema, z.array(z.union([CATALOG_FILE, catalogSchema], { error: CATALOG_EXPECTED }))],
      {
        error: CATALOG_EXPECTED,
      },
    )
    .optional()
    .describe(
      'Regions and profiles that extend or replace those of the shipped catalog: a file relative to this one, or a map.',
    ),
  broadcast: broadcastSchema.describe('The sending side.'),
  variants: variantsSchema.optional(),
  ladder: ladderSchema.optional(),
  regions: z
    .array(regionSchema, { error: REGIONS_EXPECTED })
    .min(1, { error: 'at least one region' })
    .describe('Regions in which viewers are.'),
  events: eventsSchema.optional(),
  budgets: budgetsSchema.optional(),
});
