import type { Scenario } from '../model/scenario.ts';
import type { Slow } from '../model/slow.ts';
import type { Machine } from './machine-load.ts';

/** How a scenario's takes will be slowed on a machine: as asked there, else as written, and not at all by a server that lives in real time. */
export function slowOf(scenario: Scenario, { slow, startsServer = false }: Partial<Machine>): Slow {
  const asked = slow ?? scenario.slow ?? 'auto';
  return asked === 'auto' && playsElsewhere(scenario) && !startsServer ? 1 : asked;
}

/** Whether any of its media go through a server that is not longhaul's own. */
export function playsElsewhere({ broadcast, variants = [] }: Scenario): boolean {
  return [broadcast, ...variants.map((variant) => variant.broadcast)].some(({ transport }) => transport !== 'local');
}
