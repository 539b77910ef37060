import type { Scenario } from '../model/scenario/scenario.ts';
import type { Slow } from '../model/scenario/slow.ts';
import type { Machine } from './machine-load.ts';

/**
 * Returns how a scenario's takes are slowed on a machine: as asked for there, else as written; never beside parts that
 * run in real time.
 */
export function chooseSlow(scenario: Scenario, { slow, startsServer = false }: Partial<Machine>): Slow {
  const asked = slow ?? scenario.slow ?? 'auto';
  return asked === 'auto' && needsRealTime(scenario, startsServer) ? 1 : asked;
}

/**
 * Reports whether a scenario shares a time server with another machine, or uses a media server that longhaul does not
 * start.
 */
export function needsRealTime({ broadcast, variants = [], timeServer }: Scenario, startsServer: boolean): boolean {
  const broadcasts = [broadcast, ...variants.map((variant) => variant.broadcast)];
  return timeServer !== undefined || (!startsServer && broadcasts.some(({ transport }) => transport !== 'local'));
}
