import { z } from 'zod';
import { LEAST_FACTOR, MOST_FACTOR } from '../../model/scenario/slow.ts';

export const SLOW_EXPECTED = `auto, or a factor from ${LEAST_FACTOR} to ${MOST_FACTOR}`;

/** Builds the schema of the factor by which a rehearsal's clock is slowed. */
export function slowSchema() {
  const error = SLOW_EXPECTED;
  const factor = z.number({ error }).min(LEAST_FACTOR, { error }).max(MOST_FACTOR, { error });
  return z.union([z.literal('auto'), factor], { error });
}
