import { z } from 'zod';
import { section } from '../reading/section.ts';
import { dayHours, zone } from './airtime.ts';
import { delay, identifier, pictureSize, quantity, text } from './fields.ts';
import { haulProfileSchema } from './haul-profile.ts';
import { lineProfileSchema } from './line-profile.ts';

const words = (what: string) => text(what, /\S/);
const labels = {
  label: words('a name in English').optional().describe('In English.'),
  labelZh: words('a name in Chinese').optional().describe('In Chinese.'),
};

/** Builds a map by name. Names go into link ids, so they are plain; the dot is for names such as "3.5g". */
function named<V extends z.ZodType>(what: string, value: V) {
  const error = `${what} by name: letters, digits, -, _ and dots, at most 32`;
  return z.record(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/, { error }), value, { error }).optional();
}

const sourcesByField = () => z.record(z.string(), words('where the number comes from'), { error: 'sources by field' });
const kind = () => section('a label such as {label: home wifi}', labels);
const leg = () =>
  section('a leg such as {rtt: 34 ms, source: ...}', {
    rtt: delay(),
    source: words('where the number comes from'),
  });

const RANGE_EXPECTED = 'a range such as "26-64 ms"';
const route = () =>
  section('a route such as {way: by cable, range: 26-64 ms, source: ...}', {
    way: words('which way it takes'),
    range: text(RANGE_EXPECTED, /^\d+-\d+ ms$/).describe('Round trips that were published or assumed.'),
    source: words('where the numbers come from'),
  });
const routes = section('routes such as {direct: {...}}', {
  accelerated: route().optional().describe('Route of the accelerated haul, where it does not go by Hong Kong.'),
  direct: route().optional().describe('Route of the hauls over the public internet.'),
});

const region = section('a region such as {label: Russia (Moscow), zone: Europe/Moscow}', {
  ...labels,
  country: text('a country by its ISO 3166 code such as ID', /^[A-Z]{2}$/)
    .optional()
    .describe('ISO 3166 code of two letters.'),
  zone: zone().optional().describe('IANA time zone, for scenarios with an airtime.'),
  edge: leg()
    .optional()
    .describe('First of the two legs that make up the accelerated haul’s rtt: cloud edge in Hong Kong to the region.'),
  mainland: leg().optional().describe('Second of these legs: mainland China to that edge.'),
  routes: routes.optional().describe('Which way hauls take, with the sources of their round trips.'),
  hauls: named('hauls', haulProfileSchema).describe('Hauls from China to this region, by short name.'),
  access: named('access profiles', lineProfileSchema).describe('Last miles in this region, by short name.'),
});

const line = section('a line such as {label: Studio 2, profile: {rtt: 10 ms, up: 20 Mbps}}', {
  ...labels,
  source: words('where the numbers come from').optional().describe('Source of all numbers.'),
  sources: sourcesByField().optional().describe('Sources of single fields.'),
  profile: lineProfileSchema.describe('The line as the person at its end sees it.'),
});

const hourRule = section('a rule such as {peak: mobile-peak, otherwise: mobile-good, hours: "18:00-23:00"}', {
  ...labels,
  peak: identifier('the name of a profile').describe('Profile within the hours.'),
  otherwise: identifier('the name of a profile').describe('Profile at all other times.'),
  hours: dayHours().describe('Local hours: start inclusive, end exclusive.'),
  source: words('where the hours come from').optional().describe('Source of the hours.'),
});

const device = section('a device such as {viewport: 390x844, cpu: 25 %}', {
  ...labels,
  viewport: pictureSize().describe('Size of the page, in CSS pixels.'),
  cpu: quantity('share', { atLeast: '5 %', atMost: '400 %', example: '25 %' })
    .optional()
    .describe(
      'Share of one core of the reference machine (a 2 GHz server’s) that the viewer’s whole browser gets. Default: no limit.',
    ),
  source: words('where the numbers come from').optional().describe('Source of all numbers.'),
  sources: sourcesByField().optional().describe('Sources of single fields.'),
});

/** Schema of scenarios/catalog, and of the entries with which a scenario extends or replaces it. */
export const catalogSchema = section('a catalog such as {regions: {ru-msk: {...}}}', {
  references: z
    .record(z.string(), words('a reference'), { error: 'references by key' })
    .optional()
    .describe('Full references, by the key that [key] in a source cites.'),
  sources: z
    .record(z.string(), sourcesByField(), { error: 'sources by profile' })
    .optional()
    .describe('Sources of numbers, by profile (mobile-peak, or sea-id/mobile-peak), then by field.'),
  hauls: named('labels of hauls', kind()),
  access: named('labels of access profiles', kind()),
  regions: named('regions', region).describe('New regions, and the parts of known regions to replace.'),
  firstMiles: named('first miles', line).describe('Lines from the studio to the origin.'),
  presets: named('access profiles', line).describe('Access lines for any region.'),
  devices: named('devices', device).describe('Devices that viewers watch on.'),
  airtime: section('rules by the hour such as {access: {mobile: ...}, hauls: {direct: ...}}', {
    access: named('rules', hourRule).describe('Rules for access, by the clock of the viewer’s region.'),
    hauls: named('rules', hourRule).describe('Rules for hauls, by the clock in China.'),
  })
    .optional()
    .describe('Names that stand for one of two profiles, by the hour of the scenario’s airtime.'),
}).meta({ id: 'catalog' });

export type WrittenCatalog = z.output<typeof catalogSchema>;
export type WrittenCatalogRegion = NonNullable<WrittenCatalog['regions']>[string];
