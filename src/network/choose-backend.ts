import { CannotMeasureError, InputError } from '../lib/errors.ts';
import { BACKENDS, type BackendId } from './registry.ts';

export interface BackendChoice {
  readonly id: BackendId;
  readonly why: string;
}

/**
 * The backend asked for, or for "auto" the first that works here. Throws InputError for an unknown name and
 * CannotMeasureError, with advice, when the backend does not work on this machine.
 */
export async function chooseBackend(asked: string): Promise<BackendChoice> {
  const ids = Object.keys(BACKENDS) as BackendId[];
  const candidates = asked === 'auto' ? ids : ids.filter((id) => id === asked);
  if (candidates.length === 0)
    throw new InputError([
      { where: '--backend', path: '', expected: `one of auto, ${ids.join(', ')}`, got: `"${asked}"` },
    ]);
  const refusals: string[] = [];
  const advice: string[] = [];
  for (const id of candidates) {
    const probe = await BACKENDS[id].probe();
    if (probe.works)
      return { id, why: asked === 'auto' ? `auto: the first that works here (${probe.why})` : 'asked for' };
    refusals.push(`${id}: ${probe.why}`);
    if (probe.advice !== undefined) advice.push(probe.advice);
  }
  throw new CannotMeasureError(`no way to shape a network here: ${refusals.join('; ')}`, advice.join('\n'));
}
