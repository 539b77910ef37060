import { join } from 'node:path';
import type { Result } from './model/result/result.ts';
import type { InvalidReason } from './model/result/verdict.ts';
import type { Scenario } from './model/scenario/scenario.ts';
import type { Take } from './model/scenario/take.ts';
import type { Language } from './report/messages/words.ts';
import { unwrittenText, writeReports } from './report/write-reports.ts';
import { collectPictures } from './result/collect-pictures.ts';
import { withEarlier } from './result/history/with-earlier.ts';
import { judgeRecording, judgeRecordings } from './result/judge-recordings.ts';
import { checkStillThere, RECORDINGS, recordingName } from './result/rehearsal-directory.ts';
import { planTakes } from './scenario/plan.ts';
import { MOST_REPLAYS, planReplays, REPLAYED } from './scenario/plan-replays.ts';
import { type RecordOptions, recordTake } from './take/record-take.ts';
import { Retakes, type SpoiltTake } from './take/retakes.ts';
import { willRecur } from './verdict/validity/will-recur.ts';

export interface RehearseOptions extends RecordOptions {
  /** Seeds to play instead of the scenario's. */
  readonly seeds?: readonly number[];
  /** Largest number of times that a take spoilt by the machine is played again. */
  readonly again: number;
  /** Real time after which no retake begins, ms; unless set, ten minutes or three times what the takes took, whichever is longer. */
  readonly mostTimeMs?: number;
  /** Language of the charts; English by default. */
  readonly language?: Language | undefined;
  /** Called with the result before any report is made: the verdict must not depend on whether reports can be written. */
  readonly onJudged?: (result: Result) => void;
}

/**
 * Plans the scenario's takes, plays each into a recording, and turns all recordings into one result and its reports. A seed that a
 * variant alone lost is played again by both, which tells whether that was chance.
 */
export async function rehearse(scenario: Scenario, options: RehearseOptions): Promise<Result> {
  const takes = planTakes(scenario, options.seeds);
  const retakes = new Retakes(options.slow, options.mostTimeMs);
  const play = (take: Take, again = 0) => {
    const { index, seed, variant } = take;
    options.onProgress({
      ...{ type: 'take', index, count: takes.length, seed },
      ...(variant !== undefined && { variant }),
      ...(again > 0 && { again }),
    });
    return retakes.play(take, (factor) => recordTake(take, options, factor));
  };
  const isTimeUp = (take: Take) => options.signal.aborted || !retakes.hasTimeFor(take);
  for (let round = 0, due: readonly Take[] = takes; due.length > 0; round++) {
    const spoilt: SpoiltTake[] = [];
    for (const take of due) {
      if (options.signal.aborted || (round > 0 && isTimeUp(take))) break;
      const played = await play(take, round);
      const reasons = round < options.again ? await reasonsToReplay(take, options) : [];
      if (reasons.length > 0 && !willRecur(retakes.reasonsFor(take), reasons)) spoilt.push({ ...played, reasons });
    }
    // Retakes are takes of their own, after all others: nothing recorded is overwritten.
    due = retakes.plan(spoilt, takes.length);
    takes.push(...due);
  }
  let result = await judge(options);
  for (let round = 0; round < MOST_REPLAYS; round++) {
    // With fewer seeds nothing could be told of the numbers either: a part (--shard), or a first look.
    const decided = result.comparisons?.filter(({ candidate, leastSeeds }) => candidate.seeds.length >= leastSeeds);
    const due = planReplays(scenario, decided, takes.length);
    if (due.length === 0 || due.some(isTimeUp)) break;
    takes.push(...due);
    options.onProgress({ type: 'phase', text: REPLAYED });
    for (const take of due) if (!options.signal.aborted) await play(take);
    result = await judge(options);
  }
  return await report(result, options);
}

type ConcludeOptions = Pick<RehearseOptions, 'directory' | 'onProgress' | 'onJudged' | 'language'>;

/** Judges everything recorded in a directory and writes its reports. */
export async function concludeRehearsal(options: ConcludeOptions): Promise<Result> {
  return await report(await judge(options), options);
}

async function judge({ directory, onProgress }: ConcludeOptions): Promise<Result> {
  onProgress({ type: 'phase', text: 'measuring and judging the recordings' });
  checkStillThere(directory);
  return withEarlier(await judgeRecordings(directory), directory);
}

async function report(result: Result, { directory, onProgress, onJudged, language }: ConcludeOptions): Promise<Result> {
  onJudged?.(result);
  const pictures = await collectPictures(result, directory);
  const { unwritten } = await writeReports(result, directory, { pictures, language });
  for (const each of unwritten) onProgress({ type: 'unwritten', text: unwrittenText(each) });
  return result;
}

/** Returns why the take proves nothing. An interrupted take is not worth playing again: no reasons. */
async function reasonsToReplay(take: Take, { directory, signal }: RehearseOptions): Promise<readonly InvalidReason[]> {
  if (signal.aborted) return [];
  checkStillThere(directory);
  const { validity } = await judgeRecording(directory, join(directory, RECORDINGS, recordingName(take)));
  return validity.reasons;
}
