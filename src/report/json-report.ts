import type { Result } from '../model/result.ts';
import type { Report } from './report.ts';
import { resultSchema } from './result-schema.ts';

/**
 * result.json. Going through the schema gives the keys their documented order and refuses what JSON cannot hold: a
 * NaN or an infinity would be written as null and read as "nothing wrong".
 */
export const jsonReport: Report = (result: Result) => {
  const parsed = resultSchema.parse(JSON.parse(JSON.stringify(result)));
  return [{ path: 'result.json', content: `${JSON.stringify(parsed, null, 2)}\n` }];
};
