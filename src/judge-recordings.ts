import { relative } from 'node:path';
import { assembleResult, type JudgedTake } from './assemble-result.ts';
import { measureTake } from './metrics/measure-take.ts';
import { metricInfos } from './metrics/registry.ts';
import { sourceCourse } from './metrics/source-course.ts';
import type { Result } from './model/result.ts';
import { readRecording } from './recording/reader.ts';
import { listRecordings } from './rehearsal-directory.ts';
import { seriesThinner } from './thin-series.ts';
import { judgeTake } from './verdict/judge-take.ts';
import { hostErrors } from './verdict/uncertainty/host-errors.ts';
import { checkValidity } from './verdict/validity/check-validity.ts';

/** Recordings to result, from the files alone: what `run` ends with, and all that `judge` and `report` do. */
export async function judgeRecordings(directory: string): Promise<Result> {
  const takes: JudgedTake[] = [];
  const files = listRecordings(directory);
  for (const file of files) takes.push(await judgeRecording(directory, file, files.length));
  return assembleResult(takes, metricInfos());
}

/** One recording; of `takeCount`, that share what result.json may hold. */
export async function judgeRecording(directory: string, file: string, takeCount = 1): Promise<JudgedTake> {
  const recorded = await readRecording(file);
  const measurement = measureTake(recorded, seriesThinner(recorded.header.take, takeCount));
  const validity = checkValidity(recorded);
  const errors = hostErrors(recorded);
  const verdicts = judgeTake(measurement, recorded.header.take.scenario.budgets, errors);
  // What each frame and sample was is not kept beyond its own take.
  const { viewers, origin: _, ...kept } = recorded;
  const named = viewers.map(({ id, sdk }) => ({ id, ...(sdk !== undefined && { sdk }) }));
  return {
    file: relative(directory, file),
    recorded: { ...kept, viewers: named },
    source: sourceCourse(recorded),
    ...{ measurement, errors, validity, verdicts },
  };
}
