import { InputError } from '../../lib/errors.ts';
import type { Slow } from '../../model/scenario/slow.ts';
import { SLOW_EXPECTED, slowSchema } from '../../scenario/schema/slow.ts';

/** Option of the commands that play takes. Text, since a number's parser takes an empty one for 0. */
export const SLOW_OPTION = {
  type: 'string',
  describe: `slow the rehearsal's own clock, so that this machine keeps up: ${SLOW_EXPECTED} (default: the scenario's, or auto)`,
} as const;

/** What was asked for; the scenario's, or auto, where nothing was. Throws InputError. */
export function parseSlow(text: string | undefined, ofScenario: Slow | undefined): Slow {
  if (text === undefined) return ofScenario ?? 'auto';
  const parsed = slowSchema().safeParse(/^\d+(\.\d+)?$/.test(text) ? Number(text) : text);
  if (parsed.success) return parsed.data;
  throw new InputError([{ where: '--slow', path: '', expected: SLOW_EXPECTED, got: `"${text}"` }]);
}
