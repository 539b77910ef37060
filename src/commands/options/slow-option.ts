import { InputError } from '../../lib/errors.ts';
import type { Slow } from '../../model/scenario/slow.ts';
import { kindHint } from '../../scenario/reading/kind-hint.ts';
import { hintOn } from '../../scenario/reading/notes.ts';
import { SLOW_EXPECTED, slowSchema } from '../../scenario/schema/slow.ts';

/** Option --slow of the commands that play takes. A text, since yargs would parse an empty number as 0. */
export const SLOW_OPTION = {
  type: 'string',
  describe: `slow the rehearsal's own clock, so that this machine keeps up: ${SLOW_EXPECTED} (default: the scenario's, or auto)`,
} as const;

/** Parses --slow; without it, returns the scenario's own setting or "auto". Throws InputError. */
export function parseSlow(text: string | undefined, scenarioSlow: Slow | undefined): Slow {
  if (text === undefined) return scenarioSlow ?? 'auto';
  const parsed = slowSchema().safeParse(/^\d+(\.\d+)?$/.test(text) ? Number(text) : text);
  if (parsed.success) return parsed.data;
  const got = `"${text}"`;
  const hint = hintOn(got, kindHint(SLOW_EXPECTED, text));
  throw new InputError([
    { where: '--slow', path: '', expected: SLOW_EXPECTED, got, ...(hint !== undefined && { hint }) },
  ]);
}
