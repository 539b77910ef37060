import type { Scenario } from '../model/scenario/scenario.ts';
import type { Slow } from '../model/scenario/slow.ts';
import type { Machine } from './machine-load.ts';

/** How a scenario's takes will be slowed on a machine: as asked there, else as written; not at all beside what lives in real time. */
export function slowOf(scenario: Scenario, { slow, startsServer = false }: Partial<Machine>): Slow {
  const asked = slow ?? scenario.slow ?? 'auto';
  return asked === 'auto' && livesInRealTime(scenario, startsServer) ? 1 : asked;
}

/** Whether it shares a time server with another machine, or its media go through a server that longhaul does not start. */
export function livesInRealTime({ broadcast, variants = [], timeServer }: Scenario, startsServer: boolean): boolean {
  const all = [broadcast, ...variants.map((variant) => variant.broadcast)];
  return timeServer !== undefined || (!startsServer && all.some(({ transport }) => transport !== 'local'));
}
