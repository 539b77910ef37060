import type { Result } from '../../model/result/result.ts';
import { resultSchema } from '../../model/result/schema/result-schema.ts';
import type { Report } from '../report.ts';

/**
 * Makes result.json. Parsing with the schema gives the keys their documented order and refuses what JSON cannot hold: NaN or
 * infinity would be written as null and read as "nothing wrong". A point of a series is one line.
 */
export const jsonReport: Report = (result: Result) => [
  { path: 'result.json', content: `${jsonText(resultSchema.parse(result))}\n` },
];

/** Writes as JSON.stringify does with an indent of two, part by part, since an hour's text is too large to be changed as a whole. */
function jsonText(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value))
    return enclosed(
      '[',
      value.map((item) => jsonText(item, inner)),
      ']',
      indent,
    );
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  const texts = fields.map(([key, field]) => `${JSON.stringify(key)}: ${jsonText(field, inner)}`);
  return isPoint(fields) ? `{ ${texts.join(', ')} }` : enclosed('{', texts, '}', indent);
}

function enclosed(open: string, texts: readonly string[], close: string, indent: string): string {
  return texts.length === 0 ? open + close : `${open}\n${indent}  ${texts.join(`,\n${indent}  `)}\n${indent}${close}`;
}

/** Returns whether an object is a point of a series: it begins with its second, and holds nothing nested. */
function isPoint(fields: readonly (readonly [string, unknown])[]): boolean {
  return fields[0]?.[0] === 'second' && fields.every(([, field]) => typeof field !== 'object');
}
