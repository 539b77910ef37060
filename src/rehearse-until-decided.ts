import { join } from 'node:path';
import { assembleResult, type JudgedTake } from './assemble-result.ts';
import { judgeRecording } from './judge-recordings.ts';
import { realMs } from './lib/clock.ts';
import { metricInfos } from './metrics/registry.ts';
import type { Result } from './model/result.ts';
import type { Scenario } from './model/scenario.ts';
import { playUntilDecided } from './play-until-decided.ts';
import { recordTake } from './record-take.ts';
import { RECORDINGS, recordingName } from './rehearsal-directory.ts';
import { concludeRehearsal, type RehearseOptions } from './rehearse.ts';
import { slowerThan } from './retakes.ts';
import { noteUntilDecided } from './stopping-note.ts';
import { ANY_LOOK } from './verdict/compare/alpha.ts';

/** A rehearsal of variants that ends as soon as it is known of each whether it is worse, or after `mostMinutes`. */
export async function rehearseUntilDecided(
  scenario: Scenario,
  options: RehearseOptions & { readonly mostMinutes: number },
): Promise<Result> {
  const { directory, again, mostMinutes, signal, onProgress } = options;
  noteUntilDecided(directory, mostMinutes);
  await playUntilDecided<JudgedTake & { readonly factor: number }>({
    ...{ scenario, again, mostMinutes, signal, onProgress },
    nowMs: realMs,
    async play(take, spoilt) {
      const leastFactor = spoilt === undefined || options.slow !== 'auto' ? undefined : slowerThan(spoilt.factor);
      const { factor } = await recordTake(take, options, leastFactor);
      const judged = await judgeRecording(directory, join(directory, RECORDINGS, recordingName(take)));
      return { ...judged, factor };
    },
    isValid: ({ validity }) => validity.valid,
    compare: (judged) => assembleResult(judged, metricInfos(), ANY_LOOK).comparisons ?? [],
  });
  return concludeRehearsal(options);
}
