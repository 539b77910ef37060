import { join } from 'node:path';
import { TOOL } from '../lib/tool.ts';
import { encoderRecord } from '../metrics/picture/encoder-record.ts';
import type { Recommendation } from '../model/result/recommendation.ts';
import type { Scenario, Variant } from '../model/scenario/scenario.ts';
import type { Take } from '../model/scenario/take.ts';
import { knowledgeOf } from '../recommend/candidates.ts';
import { defaultLadder } from '../recommend/default-ladder.ts';
import type { Evidence } from '../recommend/evidence.ts';
import { gatherEvidence } from '../recommend/gather-evidence.ts';
import { nextSeed } from '../recommend/next-seed.ts';
import { type NextTake, nextTake } from '../recommend/next-take.ts';
import { recommendationOf } from '../recommend/recommendation-of.ts';
import { writeRecommendation } from '../report/recommendation/write-recommendation.ts';
import { judgeRecording } from '../result/judge-recordings.ts';
import { hasRecordings, listRecordings, RECORDINGS, recordingName } from '../result/rehearsal-directory.ts';
import { rungsOf } from '../scenario/resolve/resolve-ladder.ts';
import { seedAt } from '../scenario/seed-at.ts';
import { type RecordOptions, recordTake } from '../take/record-take.ts';

export interface SearchOptions extends RecordOptions {
  /** In all, those of an earlier run in the same directory included. */
  readonly mostTakes: number;
}

/** The scenario's own ladder, or the default one for its picture. */
export function ladderOf({ ladder, broadcast }: Scenario): readonly Variant[] {
  return ladder ?? rungsOf(broadcast, defaultLadder(broadcast.video));
}

/**
 * Plays takes until it is known what to send to each region, or the takes are spent; reports are written after each. What is
 * already recorded in the directory counts: nothing else is kept, so that it goes on wherever it was left.
 */
export async function searchLadder(scenario: Scenario, options: SearchOptions): Promise<Recommendation | undefined> {
  const { directory, mostTakes, signal, onProgress } = options;
  const variants = ladderOf(scenario);
  const ladder = {
    rungs: variants.map(({ name, broadcast }) => ({ name, video: broadcast.video })),
    regions: scenario.regions.map(({ id }) => id),
  };
  const files = hasRecordings(directory) ? listRecordings(directory) : [];
  const evidence: Evidence[] = [];
  const add = async (file: string) => {
    const judged = await judgeRecording(directory, file);
    const found = gatherEvidence({ ...judged, encoder: encoderRecord(judged.recorded) });
    if (found !== undefined) evidence.push(found);
  };
  for (const file of files) await add(file);
  const tell = async () => {
    if (evidence.length === 0) return undefined;
    const recommendation = recommendationOf({ scenario, ladder, evidence, mostTakes, tool: TOOL });
    await writeRecommendation(recommendation, directory);
    return recommendation;
  };
  for (let index = files.length; !signal.aborted; index++) {
    const next = evidence.length < mostTakes ? nextTake(knowledgeOf(ladder, evidence)) : undefined;
    if (next === undefined) break;
    const take = takeOf(scenario, variants, next, evidence, index);
    onProgress({ type: 'take', index: evidence.length, count: mostTakes, seed: take.seed, variant: next.rung });
    await recordTake(take, options);
    await add(join(directory, RECORDINGS, recordingName(take)));
    await tell();
  }
  return tell();
}

/** Each valid take of a rung is played under another seed, the same for every rung; after the scenario's own, those that follow. */
function takeOf(
  scenario: Scenario,
  variants: readonly Variant[],
  { rung, regions, seed: wanted }: NextTake,
  evidence: readonly Evidence[],
  index: number,
): Take {
  const broadcast = variants.find(({ name }) => name === rung)?.broadcast;
  if (broadcast === undefined) throw new Error(`no rung ${rung}`);
  const { seeds, variants: _, ladder: __, ...rest } = scenario;
  const seed = wanted ?? nextSeed(rung, evidence, (n) => seedAt(seeds, n));
  const watching = scenario.regions.filter(({ id }) => regions.includes(id));
  return {
    ...{ index, seed, variant: rung },
    scenario: { ...rest, seeds, broadcast, regions: watching, budgets: budgetsOf(scenario, regions) },
    viewers: watching.flatMap(({ id, viewers }) =>
      Array.from({ length: viewers }, (_viewer, i) => ({ id: `${id}-${i + 1}`, region: id })),
    ),
  };
}

function budgetsOf({ budgets }: Scenario, regions: readonly string[]): Scenario['budgets'] {
  return Object.fromEntries(Object.entries(budgets).filter(([region]) => regions.includes(region)));
}
