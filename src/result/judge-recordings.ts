import { relative } from 'node:path';
import { collectGarbage } from '../lib/collect-garbage.ts';
import { sourceTimeline } from '../metrics/picture/source-timeline.ts';
import { metricInfos } from '../metrics/registry.ts';
import type { Result } from '../model/result/result.ts';
import { ANY_LOOK, ONE_LOOK } from '../verdict/compare/statistics/alpha.ts';
import { joinIncidents } from '../verdict/incidents/join-incidents.ts';
import { judgeTake } from '../verdict/judge-take.ts';
import { explainMissingLoad, withoutLoad } from '../verdict/missing-load.ts';
import { estimateHostErrors } from '../verdict/uncertainty/host-errors.ts';
import { decideValidity } from '../verdict/validity/check-validity.ts';
import { joinFindings } from '../verdict/validity/findings.ts';
import { assembleResult, type JudgedTake } from './assemble-result.ts';
import { judgeShares } from './judge-shares.ts';
import { listRecordings } from './rehearsal-directory.ts';
import { isUntilDecided } from './stopping-note.ts';

/** Judges a rehearsal's recordings from the files alone: the end of `run`, and all that `judge` and `report` do. */
export async function judgeRecordings(directory: string): Promise<Result> {
  const look = isUntilDecided(directory) ? ANY_LOOK : ONE_LOOK;
  const result = assembleResult(await judgeAll(directory), metricInfos(), look);
  collectGarbage();
  return result;
}

async function judgeAll(directory: string): Promise<readonly JudgedTake[]> {
  const takes: JudgedTake[] = [];
  const files = listRecordings(directory);
  for (const file of files) takes.push(await judgeRecording(directory, file, files.length));
  return takes;
}

/** Judges one recording of `takeCount` that share the points which result.json may hold. */
export async function judgeRecording(directory: string, file: string, takeCount = 1): Promise<JudgedTake> {
  const { take, judged } = await judgeShares(file, takeCount);
  const { seed, scenario } = take.header.take;
  const measurement = { seed, viewers: judged.flatMap(({ measured }) => measured) };
  const viewers = judged.flatMap((share) => share.viewers);
  const errors = estimateHostErrors({ ...take, viewers });
  // An hour of them would fill the memory until the last take is judged.
  const { origin: _, links: __, ...kept } = take;
  const links = new Map(judged.flatMap((share) => share.links).map((each) => [each.link, each]));
  return {
    file: relative(directory, file),
    recorded: { ...kept, viewers: viewers.map(({ id, sdk }) => ({ id, ...(sdk !== undefined && { sdk }) })) },
    connections: viewers.map(({ connection }) => connection),
    source: sourceTimeline(
      take,
      judged.flatMap(({ seenAgain }) => seenAgain),
    ),
    ...{ measurement, errors },
    validity: decideValidity(take, joinFindings(judged.map(({ findings }) => findings))),
    incidents: joinIncidents(judged.flatMap(({ incidents }) => incidents)),
    links: take.header.topology.links.flatMap(({ id }) => links.get(id) ?? []),
    verdicts: withoutLoad(judgeTake(measurement, scenario.budgets, errors), explainMissingLoad(take)),
  };
}
