import { count, identifier } from './fields.ts';
import { accessSchema, haulSchema } from './profiles.ts';
import { section } from './section.ts';

/** Far above what one machine carries; more is a slip. */
const MOST_VIEWERS = 1000;

export const regionSchema = section('a region such as {region: sea-sg, access: fixed, viewers: 1}', {
  region: identifier('the name of a region').describe(
    'A region of the catalog (sea-sg), or any name when haul and access are both written in place.',
  ),
  id: identifier('a name of its own')
    .optional()
    .describe('Tells entries of the same region apart, here and in budgets. Default: the region.'),
  access: accessSchema().describe(
    'The last mile: fixed, mobile-good, mobile-peak, or a line as the viewer sees it. Every viewer has one to itself.',
  ),
  haul: haulSchema().optional().describe('China to this region, instead of the broadcast’s.'),
  viewers: count(1, MOST_VIEWERS).prefault(1).describe('How many browsers watch from here. Default 1.'),
});
