import { join } from 'node:path';
import { TOOL } from '../lib/tool.ts';
import { encoderRecord } from '../metrics/picture/encoder-record.ts';
import type { Recommendation } from '../model/result/recommendation.ts';
import type { Scenario, Variant } from '../model/scenario/scenario.ts';
import type { Take } from '../model/scenario/take.ts';
import { knowledgeOf } from '../recommend/candidates.ts';
import type { Evidence } from '../recommend/evidence.ts';
import { gatherEvidence } from '../recommend/gather-evidence.ts';
import { nextSeed } from '../recommend/next-seed.ts';
import { type NextTake, nextTake } from '../recommend/next-take.ts';
import { recommendationOf } from '../recommend/recommendation-of.ts';
import { writeRecommendation } from '../report/recommendation/write-recommendation.ts';
import { judgeRecording } from '../result/judge-recordings.ts';
import { hasRecordings, listRecordings, RECORDINGS, recordingName } from '../result/rehearsal-directory.ts';
import { seedAt } from '../scenario/seed-at.ts';
import { type RecordOptions, recordTake } from '../take/record-take.ts';
import { slowerThan } from '../take/retakes.ts';
import { ladderOf } from './ladder-of.ts';

export interface SearchOptions extends RecordOptions {
  /** Largest number of takes in all, those of an earlier run in the same directory included. */
  readonly mostTakes: number;
}

/**
 * Plays takes until it is known what to send to each region, or the takes are spent; writes the reports after each take. Recordings
 * already in the directory count: they are the only state, so that a search resumes wherever it was left. Returns undefined when
 * no take gave evidence.
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
  const addEvidence = async (file: string) => {
    const judged = await judgeRecording(directory, file);
    const gathered = gatherEvidence({ ...judged, encoder: encoderRecord(judged.recorded) });
    if (gathered !== undefined) evidence.push(gathered);
    return gathered?.invalid !== undefined;
  };
  /** Factor at which the machine spoilt a rung's last take: the next one is played at twice that. */
  const spoiltAt = new Map<string, number>();
  for (const file of files) await addEvidence(file);
  const report = async () => {
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
    const spoilt = options.slow === 'auto' ? spoiltAt.get(next.rung) : undefined;
    const { factor } = await recordTake(take, options, spoilt && slowerThan(spoilt));
    const isSpoilt = await addEvidence(join(directory, RECORDINGS, recordingName(take)));
    if (isSpoilt) spoiltAt.set(next.rung, factor);
    else spoiltAt.delete(next.rung);
    await report();
  }
  return report();
}

/**
 * Builds the next take. Every valid take of a rung gets another seed, in the same order for every rung: the scenario's own seeds,
 * then those that follow them.
 */
function takeOf(
  scenario: Scenario,
  variants: readonly Variant[],
  { rung, regions, seed: requestedSeed }: NextTake,
  evidence: readonly Evidence[],
  index: number,
): Take {
  const broadcast = variants.find(({ name }) => name === rung)?.broadcast;
  if (broadcast === undefined) throw new Error(`no rung ${rung}`);
  const { seeds, variants: _, ladder: __, ...rest } = scenario;
  const seed = requestedSeed ?? nextSeed(rung, evidence, (n) => seedAt(seeds, n));
  const watchingRegions = scenario.regions.filter(({ id }) => regions.includes(id));
  return {
    ...{ index, seed, variant: rung },
    scenario: { ...rest, seeds, broadcast, regions: watchingRegions, budgets: budgetsOf(scenario, regions) },
    viewers: watchingRegions.flatMap(({ id, viewers }) =>
      Array.from({ length: viewers }, (_viewer, i) => ({ id: `${id}-${i + 1}`, region: id })),
    ),
  };
}

function budgetsOf({ budgets }: Scenario, regions: readonly string[]): Scenario['budgets'] {
  return Object.fromEntries(Object.entries(budgets).filter(([region]) => regions.includes(region)));
}
