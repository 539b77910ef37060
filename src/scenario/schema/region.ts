import { zone } from './airtime.ts';
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
  access: accessSchema()
    .optional()
    .describe(
      'The last mile: fixed, mobile-good, mobile-peak, a preset (wpt-4g), or a line as the viewer sees it. Every viewer has one to itself. With an airtime also `mobile`, which is mobile-peak in the evening there and else mobile-good; that is the default then.',
    ),
  haul: haulSchema().optional().describe('China to this region, instead of the broadcast’s.'),
  zone: zone()
    .optional()
    .describe(
      'IANA time zone, where the catalog knows none or another is meant. Its clock picks access by the airtime.',
    ),
  device: identifier('the name of a device')
    .optional()
    .describe(
      'What viewers watch on: desktop, mid-phone, low-end-phone, smart-tv, or one of the catalog’s own. Default: nothing limits them.',
    ),
  viewers: count(1, MOST_VIEWERS).prefault(1).describe('How many browsers watch from here. Default 1.'),
});
