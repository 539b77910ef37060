import type { Scenario } from '../../model/scenario/scenario.ts';
import { isPublished, isWatched } from '../../model/scenario/transport.ts';
import type { Notes } from '../reading/notes.ts';

/** Warns of metrics that a transport leaves unmeasured. */
export function warnOfUnmeasured({ broadcast, variants = [] }: Scenario, notes: Notes): void {
  const path = ['broadcast', 'transport'];
  if (!isPublished(broadcast.transport))
    notes.warnings.push({
      path,
      text: 'the stream is somebody else’s: latency, stutter and clarity are measured only if its picture carries longhaul’s time code, and then with the clocks of two machines',
    });
  if ([broadcast, ...variants.map((variant) => variant.broadcast)].some(({ transport }) => !isWatched(transport)))
    notes.warnings.push({
      path,
      text: 'no viewer of longhaul’s watches: nothing is measured at viewers, so that no budget can be met (exit code 3)',
    });
}
