import { InputError } from '../../lib/errors.ts';
import { parseQuantity } from '../../scenario/reading/quantity.ts';

/** Option --most-time. */
export const MOST_TIME_OPTION = {
  type: 'string',
  describe:
    'real time after which no spoilt take is played again, such as "30 min" (default: three times what the takes took, at least 10 min)',
} as const;

/** Parses --most-time to ms; undefined without it. Throws InputError. */
export function parseMostTime(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const parsed = parseQuantity(text, 'time', { atLeast: '1 s', atMost: '168 h', example: '30 min' });
  if (parsed.type === 'ok') return parsed.value;
  const { expected, hint } = parsed;
  throw new InputError([
    { where: '--most-time', path: '', expected, got: `"${text}"`, ...(hint !== undefined && { hint }) },
  ]);
}
