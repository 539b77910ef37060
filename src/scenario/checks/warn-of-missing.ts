import type { Scenario } from '../../model/scenario/scenario.ts';
import type { Notes } from '../reading/notes.ts';
import { secretsOf } from '../reading/secrets-of.ts';

/** Warns of environment variables and files with secrets that are not there: `check` may run elsewhere, `run` would end at once. */
export function warnOfMissing({ broadcast, variants = [] }: Scenario, notes: Notes): void {
  const transports = [broadcast, ...variants.map((each) => each.broadcast)].map(({ transport }) => transport);
  const missing = transports.flatMap((transport) => (typeof transport === 'string' ? [] : secretsOf(transport)));
  const names = new Set(missing.filter(({ isThere }) => !isThere).map(({ name }) => name));
  for (const name of names)
    notes.warnings.push({
      path: ['broadcast', 'transport'],
      text: name.startsWith('$')
        ? `${name} is not set: the rehearsal needs it`
        : `${name} is not there: the rehearsal needs it`,
    });
}
