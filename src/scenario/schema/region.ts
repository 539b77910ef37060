import { section } from '../reading/section.ts';
import { zone } from './airtime.ts';
import { count, identifier, text } from './fields.ts';
import { haulSchema } from './haul-profile.ts';
import { accessSchema } from './line-profile.ts';

/** Most viewers of one entry: far above what one machine carries, so that more is a slip. */
const MAX_VIEWERS = 1000;

export const regionSchema = section('a region such as {region: sea-sg, access: fixed, viewers: 1}', {
  region: identifier('the name of a region').describe(
    'A region of the catalog by its id (sea-sg), its place or its country (Jakarta, 雅加达), or any name if haul and access are both written in place.',
  ),
  id: identifier('a name of its own')
    .optional()
    .describe('Id that distinguishes entries of the same region, here and in budgets. Default: the region.'),
  access: accessSchema()
    .optional()
    .describe(
      'The last mile: fixed, mobile-good, mobile-peak, a preset (wpt-4g), or a line as the viewer sees it. Each viewer has a line of their own. With an airtime also `mobile`, the default then: mobile-peak in the evening there, otherwise mobile-good. Default without an airtime: mobile-good.',
    ),
  haul: haulSchema().optional().describe('Haul from China to this region, instead of the broadcast’s.'),
  zone: zone()
    .optional()
    .describe('IANA time zone, if the catalog has none or another is meant. Its clock picks access by the airtime.'),
  device: text('the name of a device', /\S/)
    .optional()
    .describe(
      'Device that viewers watch on: desktop, mid-phone, low-end-phone, smart-tv, or another of the catalog. Default: no limit.',
    ),
  viewers: count(1, MAX_VIEWERS).prefault(1).describe('Number of browsers that watch from here. Default 1.'),
});
