import { CODEC_PATTERN, CODECS } from '../codecs.ts';
import { FILE_NAME, MOST_SEEDS, NTSC_RATES } from '../short-forms.ts';
import { at, type Json } from './json-node.ts';

/** Adds the shorter forms that full-forms.ts writes out: a number of seeds, regions and clips by name, codecs as others write them. */
export function allowShortForms(schema: Json): void {
  const properties = at(schema, 'properties');
  at(properties, 'seeds').uniqueItems = true;
  allow(at(properties, 'seeds'), { type: 'integer', minimum: 1, maximum: MOST_SEEDS });
  allow(at(properties, 'regions', 'items'), { type: 'string', pattern: String.raw`\S` });
  const source = at(properties, 'broadcast', 'properties', 'source');
  source.anyOf = [...(source.anyOf as readonly Json[]), { type: 'string', pattern: FILE_NAME.source }];
  allowVideoForms(schema);
}

/** Allows another form beside a schema, keeping its description and default for editors to show. */
function allow(schema: Json, form: Json): void {
  const { description, default: byDefault, ...own } = schema;
  for (const key of Object.keys(schema)) delete schema[key];
  Object.assign(schema, {
    ...(description !== undefined && { description }),
    ...(byDefault !== undefined && { default: byDefault }),
    anyOf: [own, form],
  });
}

/** Allows other ways to write codecs and frame rates wherever they are asked for; the names of SDP stay the ones offered. */
function allowVideoForms(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  for (const inner of Object.values(node)) allowVideoForms(inner);
  const isCodec = 'enum' in node && Array.isArray(node.enum) && node.enum.join() === CODECS.join();
  if (isCodec) allow(node as Json, { type: 'string', pattern: CODEC_PATTERN });
  if ('fps' in node && typeof node.fps === 'object' && 'anyOf' in (node.fps as Json)) {
    const fps = node.fps as Json;
    const ntsc = Object.keys(NTSC_RATES).map((rate) => (rate.includes('/') ? rate : Number(rate)));
    fps.anyOf = [...(fps.anyOf as readonly Json[]), { enum: ntsc }];
  }
}
