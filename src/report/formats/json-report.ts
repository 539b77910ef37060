import type { Result } from '../../model/result/result.ts';
import { resultSchema } from '../../model/result/schema/result-schema.ts';
import type { Report } from '../report.ts';

/** An object that begins with `second` and holds nothing nested: a point of a course. A string's own newlines are escaped. */
const POINT = /\{\n +"second": [^{}[\]]*?\n +\}/g;

/**
 * result.json. Going through the schema gives the keys their documented order and refuses what JSON cannot hold: a
 * NaN or an infinity would be written as null and read as "nothing wrong". A point of a course is one line.
 */
export const jsonReport: Report = (result: Result) => {
  const parsed = resultSchema.parse(JSON.parse(JSON.stringify(result)));
  const text = JSON.stringify(parsed, null, 2).replace(POINT, (point) => point.replace(/\n +/g, ' '));
  return [{ path: 'result.json', content: `${text}\n` }];
};
