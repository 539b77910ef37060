import { join } from 'node:path';
import { realMs } from '../lib/clock.ts';
import { metricInfos } from '../metrics/registry.ts';
import type { Result } from '../model/result/result.ts';
import type { Scenario } from '../model/scenario/scenario.ts';
import { concludeRehearsal, type RehearseOptions } from '../rehearse.ts';
import { assembleResult, type JudgedTake } from '../result/assemble-result.ts';
import { judgeRecording } from '../result/judge-recordings.ts';
import { RECORDINGS, recordingName } from '../result/rehearsal-directory.ts';
import { noteUntilDecided } from '../result/stopping-note.ts';
import { recordTake } from '../take/record-take.ts';
import { slowerThan } from '../take/retakes.ts';
import { ANY_LOOK } from '../verdict/compare/statistics/alpha.ts';
import { willRecur } from '../verdict/validity/will-recur.ts';
import { playUntilDecided } from './play-until-decided.ts';

/** Rehearses variants until it is decided for each whether it is worse, or `mostMinutes` are up. */
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
    isFinal: ({ validity }, before) => validity.valid || willRecur(before?.validity.reasons ?? [], validity.reasons),
    compare: (judged) => assembleResult(judged, metricInfos(), ANY_LOOK).comparisons ?? [],
  });
  return concludeRehearsal(options);
}
