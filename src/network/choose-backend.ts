import { CannotMeasureError, InputError } from '../lib/errors.ts';
import type { NetworkNeeds } from './backend.ts';
import { BACKENDS, type BackendId } from './registry.ts';

export interface BackendChoice {
  readonly id: BackendId;
  readonly why: string;
}

/**
 * Chooses the requested backend, or for "auto" the first one that works here and meets the needs. Throws InputError for an
 * unknown name and for a backend that cannot meet the needs, and CannotMeasureError, with advice, if it does not work on
 * this machine.
 */
export async function chooseBackend(asked: string, needs: NetworkNeeds): Promise<BackendChoice> {
  const ids = Object.keys(BACKENDS) as BackendId[];
  const candidates = asked === 'auto' ? ids : ids.filter((id) => id === asked);
  if (candidates.length === 0)
    throw new InputError([
      { where: '--backend', path: '', expected: `one of auto, ${ids.join(', ')}`, got: `"${asked}"` },
    ]);
  const refusals: string[] = [];
  const advice: string[] = [];
  for (const id of candidates) {
    const cannot = BACKENDS[id].refusals(needs);
    if (cannot.length > 0 && asked !== 'auto')
      throw new InputError([
        {
          where: `--backend ${id}`,
          path: '',
          expected: 'a backend that can do what is asked',
          got: `cannot ${cannot.join('; cannot ')}`,
        },
      ]);
    if (cannot.length > 0) {
      refusals.push(`${id}: cannot ${cannot.join('; cannot ')}`);
      continue;
    }
    const probe = await BACKENDS[id].probe();
    if (probe.works) return { id, why: asked === 'auto' ? describeChoice(probe.why, refusals) : 'asked for' };
    refusals.push(`${id}: ${probe.why}`);
    if (probe.advice !== undefined) advice.push(probe.advice);
  }
  throw new CannotMeasureError(`no way to shape a network here: ${refusals.join('; ')}`, advice.join('\n'));
}

function describeChoice(why: string, refusals: readonly string[]): string {
  const passedOver = refusals.length === 0 ? '' : `; passed over: ${refusals.join('; ')}`;
  return `auto: the first that works here (${why})${passedOver}`;
}
