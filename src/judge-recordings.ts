import { relative } from 'node:path';
import { assembleResult, type JudgedTake } from './assemble-result.ts';
import { measureTake } from './metrics/measure-take.ts';
import { metricInfos } from './metrics/registry.ts';
import type { Result } from './model/result.ts';
import { readRecording } from './recording/reader.ts';
import { listRecordings } from './rehearsal-directory.ts';
import { judgeTake } from './verdict/judge-take.ts';
import { hostErrors } from './verdict/uncertainty/host-errors.ts';
import { checkValidity } from './verdict/validity/check-validity.ts';

/** Recordings to result, from the files alone: what `run` ends with, and all that `judge` and `report` do. */
export async function judgeRecordings(directory: string): Promise<Result> {
  const takes: JudgedTake[] = [];
  for (const file of listRecordings(directory)) {
    const recorded = await readRecording(file);
    const measurement = measureTake(recorded);
    const validity = checkValidity(recorded);
    const errors = hostErrors(recorded);
    const verdicts = judgeTake(measurement, recorded.header.take.scenario.budgets, errors);
    takes.push({ file: relative(directory, file), recorded, measurement, errors, validity, verdicts });
  }
  return assembleResult(takes, metricInfos());
}
