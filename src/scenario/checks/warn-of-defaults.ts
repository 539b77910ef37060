import { wallMs } from '../../lib/clock.ts';
import type { Scenario } from '../../model/scenario/scenario.ts';
import type { Notes } from '../reading/notes.ts';
import { isMap } from '../reading/structure.ts';

const DAY_MS = 24 * 3600 * 1000;

/** Warns of what was left out and decides much: the haul that was taken is the best there is. And of an airtime long gone. */
export function warnOfDefaults(written: unknown, { airtime, regions }: Scenario, notes: Notes): void {
  const { broadcast, regions: entries } = isMap(written) ? written : {};
  const isSaid = isMap(broadcast) && broadcast.haul !== undefined;
  const isSaidOfEach = Array.isArray(entries) && entries.every((entry) => isMap(entry) && entry.haul !== undefined);
  if (!isSaid && !isSaidOfEach)
    notes.warnings.push({
      path: ['broadcast', 'haul'],
      text: 'none is written: an accelerated line is taken, the best there is; also direct-day, direct-evening',
    });
  if (airtime !== undefined && Date.parse(airtime) < wallMs() - DAY_MS)
    notes.warnings.push({ path: ['airtime'], text: `is over: ${airtime} has passed` });
  for (const [index, entry] of (Array.isArray(entries) ? entries : []).entries()) {
    const taken = regions[index]?.access.profile;
    if (airtime !== undefined && isMap(entry) && entry.access === undefined && taken !== undefined)
      notes.warnings.push({
        path: ['regions', index, 'access'],
        text: `none is written: mobile is taken, at that hour ${taken.split('/').at(-1)}; also fixed`,
      });
  }
}
