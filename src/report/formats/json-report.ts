import type { Result } from '../../model/result/result.ts';
import { resultSchema, takeResultSchema, viewerResultSchema } from '../../model/result/schema/result-schema.ts';
import type { Report } from '../report.ts';

/**
 * Makes result.json. Parsing with the schema gives the keys their documented order and refuses what JSON cannot hold: NaN or
 * infinity would be written as null and read as "nothing wrong". A point of a series is one line. An hour of fifty viewers is
 * never in memory as a whole, neither parsed nor as text: viewer by viewer.
 */
export const jsonReport: Report = (result: Result) => [{ path: 'result.json', content: texts(result) }];

/** Returns the text of result.json as a whole. */
export function resultText(result: Result): string {
  return [...texts(result)].join('');
}

function* texts(result: Result): Generator<string> {
  const takes = function* () {
    for (const take of result.takes) {
      const viewers = function* () {
        for (const viewer of take.viewers) yield viewerResultSchema.parse(viewer);
      };
      yield { ...takeResultSchema.parse({ ...take, viewers: [] }), viewers };
    }
  };
  yield* written({ ...resultSchema.parse({ ...result, takes: [] }), takes });
  yield '\n';
}

/** A list whose items are made one by one. */
type Items = () => Generator<object>;

/** Writes as JSON.stringify does with an indent of two, in parts where the object holds a list that is made item by item. */
function* written(value: object, indent = ''): Generator<string> {
  const inner = `${indent}  `;
  if (typeof value === 'function') {
    let before = '[';
    for (const item of (value as Items)()) {
      yield `${before}\n${inner}`;
      yield* written(item, inner);
      before = ',';
    }
    yield before === '[' ? '[]' : `\n${indent}]`;
  } else if (Object.values(value).some((field) => typeof field === 'function')) {
    let before = '{';
    for (const [key, field] of Object.entries(value)) {
      if (field === undefined) continue;
      yield `${before}\n${inner}${JSON.stringify(key)}: `;
      if (typeof field === 'function') yield* written(field, inner);
      else yield jsonText(field, inner);
      before = ',';
    }
    yield `\n${indent}}`;
  } else yield jsonText(value, indent);
}

function jsonText(value: unknown, indent: string): string {
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
