import { join } from 'node:path';
import type { Result } from './model/result/result.ts';
import type { Scenario } from './model/scenario/scenario.ts';
import type { Take } from './model/scenario/take.ts';
import { unwrittenText, writeReports } from './report/write-reports.ts';
import { collectPictures } from './result/collect-pictures.ts';
import { judgeRecording, judgeRecordings } from './result/judge-recordings.ts';
import { RECORDINGS, recordingName } from './result/rehearsal-directory.ts';
import { planTakes } from './scenario/plan.ts';
import { type RecordOptions, recordTake } from './take/record-take.ts';
import { type PlayedTake, Retakes } from './take/retakes.ts';

export interface RehearseOptions extends RecordOptions {
  /** Instead of the scenario's seeds. */
  readonly seeds?: readonly number[];
  /** How often each take is played again that the machine spoilt. */
  readonly again: number;
  /** Real time after which no take is begun again, ms; three times what the takes took unless set. */
  readonly mostTimeMs?: number;
  /** Called with the result before any report is made: what is proved must not hang on whether it can be written. */
  readonly onJudged?: (result: Result) => void;
}

/** Scenario to takes, each take to a recording, all recordings to one result and its reports. */
export async function rehearse(scenario: Scenario, options: RehearseOptions): Promise<Result> {
  const takes = planTakes(scenario, options.seeds);
  const retakes = new Retakes(options.slow, options.mostTimeMs);
  for (let round = 0, due: readonly Take[] = takes; due.length > 0; round++) {
    const spoilt: PlayedTake[] = [];
    for (const take of due) {
      if (options.signal.aborted || (round > 0 && !retakes.hasTimeFor(take))) break;
      const { index, seed, variant } = take;
      const again = round > 0 && { again: round };
      options.onProgress({
        type: 'take',
        index,
        count: takes.length,
        seed,
        ...(variant !== undefined && { variant }),
        ...again,
      });
      const played = await retakes.play(take, (factor) => recordTake(take, options, factor));
      if (round < options.again && (await isSpoilt(take, options))) spoilt.push(played);
    }
    // As takes of their own, after all others: what was recorded stays.
    due = retakes.after(spoilt, takes.length);
    takes.push(...due);
  }
  return concludeRehearsal(options);
}

/** All that was recorded, judged and reported. */
export async function concludeRehearsal(
  options: Pick<RehearseOptions, 'directory' | 'onProgress' | 'onJudged'>,
): Promise<Result> {
  options.onProgress({ type: 'phase', text: 'measuring and judging the recordings' });
  const result = await judgeRecordings(options.directory);
  options.onJudged?.(result);
  const pictures = await collectPictures(result, options.directory);
  const { unwritten } = await writeReports(result, options.directory, { pictures });
  for (const each of unwritten) options.onProgress({ type: 'unwritten', text: unwrittenText(each) });
  return result;
}

/** Judged invalid by the state of the machine; one that was interrupted is not worth another. */
async function isSpoilt(take: Take, { directory, signal }: RehearseOptions): Promise<boolean> {
  if (signal.aborted) return false;
  const { validity } = await judgeRecording(directory, join(directory, RECORDINGS, recordingName(take)));
  return !validity.valid;
}
