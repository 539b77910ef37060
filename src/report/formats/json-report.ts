import type { Result } from '../../model/result/result.ts';
import { resultSchema } from '../../model/result/schema/result-schema.ts';
import type { Report } from '../report.ts';

/** Matches an object that begins with `second` and holds nothing nested: a point of a series. Newlines within strings are escaped in JSON. */
const POINT = /\{\n +"second": [^{}[\]]*?\n +\}/g;

/**
 * Makes result.json. Parsing with the schema gives the keys their documented order and refuses what JSON cannot hold: NaN or
 * infinity would be written as null and read as "nothing wrong". A point of a series is one line.
 */
export const jsonReport: Report = (result: Result) => {
  const parsed = resultSchema.parse(JSON.parse(JSON.stringify(result)));
  const text = JSON.stringify(parsed, null, 2).replace(POINT, (point) => point.replace(/\n +/g, ' '));
  return [{ path: 'result.json', content: `${text}\n` }];
};
