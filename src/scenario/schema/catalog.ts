import { z } from 'zod';
import { dayHours, zone } from './airtime.ts';
import { delay, identifier, pictureSize, quantity, text } from './fields.ts';
import { haulProfileSchema, lineProfileSchema } from './profiles.ts';
import { section } from './section.ts';

const words = (what: string) => text(what, /\S/);
const labels = {
  label: words('a name in English').optional().describe('In English.'),
  labelZh: words('a name in Chinese').optional().describe('In Chinese.'),
};

/** A map by name: names go into link ids, so they are plain. A dot is allowed for what others call "3.5g". */
function named<V extends z.ZodType>(what: string, value: V) {
  const error = `${what} by name: letters, digits, -, _ and dots, at most 32`;
  return z.record(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/, { error }), value, { error }).optional();
}

const sourcesByField = () => z.record(z.string(), words('where the number comes from'), { error: 'sources by field' });
const kind = () => section('a label such as {label: home wifi}', labels);
const stretch = () =>
  section('a stretch such as {rtt: 34 ms, source: ...}', {
    rtt: delay(),
    source: words('where the number comes from'),
  });

const region = section('a region such as {label: Russia (Moscow), zone: Europe/Moscow}', {
  ...labels,
  country: text('a country by its ISO 3166 code such as ID', /^[A-Z]{2}$/)
    .optional()
    .describe('ISO 3166 code of two letters.'),
  zone: zone().optional().describe('IANA time zone, for scenarios with an airtime.'),
  edge: stretch()
    .optional()
    .describe('What the accelerated haul’s rtt is made of: cloud edge in Hong Kong to the region.'),
  mainland: stretch().optional().describe('And mainland China to that edge.'),
  hauls: named('hauls', haulProfileSchema).describe('China to here.'),
  access: named('access profiles', lineProfileSchema).describe('The last mile here.'),
});

const line = section('a line such as {label: Studio 2, profile: {rtt: 10 ms, up: 20 Mbps}}', {
  ...labels,
  source: words('where the numbers come from').optional().describe('Of all its numbers.'),
  sources: sourcesByField().optional().describe('Of single fields.'),
  profile: lineProfileSchema.describe('As the person at its end sees it.'),
});

const hourRule = section('a rule such as {peak: mobile-peak, otherwise: mobile-good, hours: "18:00-23:00"}', {
  ...labels,
  peak: identifier('the name of a profile').describe('Within the hours.'),
  otherwise: identifier('the name of a profile').describe('At all other times.'),
  hours: dayHours().describe('From, inclusive, to, exclusive.'),
  source: words('where the hours come from').optional().describe('Where the hours come from.'),
});

const device = section('a device such as {viewport: 390x844, cpu: 25 %}', {
  ...labels,
  viewport: pictureSize().describe('Of the page, CSS pixels.'),
  cpu: quantity('share', { atLeast: '5 %', atMost: '400 %', example: '25 %' })
    .optional()
    .describe('Of one core of this machine, for the viewer’s whole browser. Without it: no limit.'),
  source: words('where the numbers come from').optional().describe('Of all its numbers.'),
  sources: sourcesByField().optional().describe('Of single fields.'),
});

/** scenarios/catalog, and what a scenario adds to it or puts in its place. */
export const catalogSchema = section('a catalog such as {regions: {ru-msk: {...}}}', {
  references: z
    .record(z.string(), words('a reference'), { error: 'references by key' })
    .optional()
    .describe('What [key] in a source stands for.'),
  sources: z
    .record(z.string(), sourcesByField(), { error: 'sources by profile' })
    .optional()
    .describe('By profile (mobile-peak, or sea-id/mobile-peak), then by field: where the number comes from.'),
  hauls: named('labels of hauls', kind()),
  access: named('labels of access profiles', kind()),
  regions: named('regions', region).describe('New ones; of known ones what is to be replaced.'),
  firstMiles: named('first miles', line).describe('Studio to origin.'),
  presets: named('access profiles', line).describe('Access lines for any region.'),
  devices: named('devices', device).describe('What viewers watch on.'),
  airtime: section('rules by the hour such as {access: {mobile: ...}, hauls: {direct: ...}}', {
    access: named('rules', hourRule).describe('By the clock of the viewer’s region.'),
    hauls: named('rules', hourRule).describe('By the clock of China.'),
  })
    .optional()
    .describe('Names that stand for one of two profiles, by the hour of a scenario’s airtime.'),
}).meta({ id: 'catalog' });

export type WrittenCatalog = z.output<typeof catalogSchema>;
export type WrittenCatalogRegion = NonNullable<WrittenCatalog['regions']>[string];
