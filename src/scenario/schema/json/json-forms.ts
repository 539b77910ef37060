import { CODEC_PATTERN, CODECS } from '../codecs.ts';
import { FILE_NAME, MOST_SEEDS, NTSC_RATES, SEEDS_IN_A_ROW, SIZE_AND_RATE, TIME_IN_CHINA } from '../short-forms.ts';
import { at, type Json } from './json-node.ts';

/**
 * Adds the shorter forms that forms/full-forms.ts writes out: a number of seeds, regions and clips by name, codecs, sizes and layers as
 * others write them, outages, and a scenario without a name.
 */
export function allowShortForms(schema: Json): void {
  const properties = at(schema, 'properties');
  schema.required = (schema.required as readonly string[]).filter((key) => key !== 'name');
  at(properties, 'seeds').uniqueItems = true;
  allow(
    at(properties, 'seeds'),
    { type: 'integer', minimum: 1, maximum: MOST_SEEDS },
    { type: 'string', pattern: SEEDS_IN_A_ROW.source },
    { type: 'array', maxItems: 1, items: { type: 'string', pattern: SEEDS_IN_A_ROW.source } },
  );
  const broadcast = at(properties, 'broadcast', 'properties');
  allow(at(broadcast, 'audio'), at(broadcast, 'audio', 'properties', 'bitrate'));
  allow(at(properties, 'airtime'), { type: 'string', pattern: TIME_IN_CHINA.source });
  allow(at(properties, 'regions', 'items'), { type: 'string', pattern: String.raw`\S` });
  const source = at(properties, 'broadcast', 'properties', 'source');
  source.anyOf = [...(source.anyOf as readonly Json[]), { type: 'string', pattern: FILE_NAME.source }];
  allowOutages(at(properties, 'events', 'items'));
  allowVideoForms(schema);
}

/** Allows `outage: 5 s` instead of `for: 5 s` with a blackout. */
function allowOutages(event: Json): void {
  const properties = at(event, 'properties');
  properties.outage = { ...at(properties, 'for'), description: 'Time for which every packet is lost.' };
  event.required = (event.required as readonly string[]).filter((key) => key !== 'for');
  event.anyOf = [
    ...(event.anyOf as readonly Json[]).map((effect) => ({ allOf: [effect, { required: ['for'] }] })),
    { required: ['outage'] },
  ];
}

/** Allows other forms beside a schema, keeping its description and default for editors to show. */
function allow(schema: Json, ...forms: readonly Json[]): void {
  const { description, default: byDefault, ...own } = schema;
  for (const key of Object.keys(schema)) delete schema[key];
  Object.assign(schema, {
    ...(description !== undefined && { description }),
    ...(byDefault !== undefined && { default: byDefault }),
    anyOf: [own, ...forms],
  });
}

/** Allows other ways to write codecs and frame rates wherever they are asked for; the names of SDP stay the ones offered. */
function allowVideoForms(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  for (const inner of Object.values(node)) allowVideoForms(inner);
  const isCodec = 'enum' in node && Array.isArray(node.enum) && node.enum.join() === CODECS.join();
  if (isCodec) allow(node as Json, { type: 'string', pattern: CODEC_PATTERN });
  if ('codec' in node && 'size' in node) allow(node.size as Json, { type: 'string', pattern: SIZE_AND_RATE.source });
  if ('codec' in node && 'simulcast' in node) allowLayersBySize(node.simulcast as Json);
  if ('fps' in node && typeof node.fps === 'object' && 'anyOf' in (node.fps as Json)) {
    const fps = node.fps as Json;
    const ntsc = Object.keys(NTSC_RATES).map((rate) => (rate.includes('/') ? rate : Number(rate)));
    fps.anyOf = [...(fps.anyOf as readonly Json[]), { enum: ntsc }];
  }
}

/** Allows the layers of a simulcast by their sizes, the picture itself among them. */
function allowLayersBySize(simulcast: Json): void {
  const layer = at(simulcast, 'items');
  at(layer, 'properties').size = { type: 'string', description: 'Its size, instead of scaleDownBy.' };
  layer.required = (layer.required as readonly string[]).filter((key) => key !== 'scaleDownBy');
  layer.anyOf = [{ required: ['scaleDownBy'] }, { required: ['size'] }];
  simulcast.maxItems = Number(simulcast.maxItems) + 1;
}
