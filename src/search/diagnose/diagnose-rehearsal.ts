import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { realDate, realMs } from '../../lib/clock.ts';
import { InputError } from '../../lib/errors.ts';
import { TOOL } from '../../lib/tool.ts';
import { DIAGNOSIS_SCHEMA_VERSION, type Diagnosis } from '../../model/result/diagnosis.ts';
import type { Measurement } from '../../model/result/measurement.ts';
import { BASE_VARIANT, type Scenario } from '../../model/scenario/scenario.ts';
import type { Take } from '../../model/scenario/take.ts';
import { writeDiagnosis } from '../../report/diagnosis/write-diagnosis.ts';
import { judgeRecording } from '../../result/judge-recordings.ts';
import { hasRecordings, listRecordings, RECORDINGS, recordingName } from '../../result/rehearsal-directory.ts';
import { planTakes } from '../../scenario/plan.ts';
import { type RecordOptions, recordTake } from '../../take/record-take.ts';
import { effectsOf } from './effects-of.ts';
import { type PlannedTrial, planTrials } from './trials.ts';

/** Folder of the trials in a rehearsal's directory. */
const TRIALS = 'diagnose';

export interface Rehearsed {
  readonly directory: string;
  readonly scenario: Scenario;
  /** Measurements of its own valid takes, one per seed. */
  readonly own: readonly Measurement[];
}

export interface DiagnoseOptions extends Omit<RecordOptions, 'directory'> {
  /** Real time after which no trial begins that would not end in time, ms. */
  readonly mostMs: number;
  /** Real time that one trial is expected to take, ms. */
  readonly expectedMs: number;
}

/** Reads what a rehearsal measured of its own broadcast. Throws InputError if no take of it is valid. */
export async function readRehearsed(directory: string): Promise<Rehearsed> {
  const own: Measurement[] = [];
  let scenario: Scenario | undefined;
  for (const file of listRecordings(directory)) {
    const { recorded, measurement, validity } = await judgeRecording(directory, file);
    const { take } = recorded.header;
    if ((take.variant ?? BASE_VARIANT) !== BASE_VARIANT || !validity.valid) continue;
    scenario ??= take.scenario;
    if (!own.some(({ seed }) => seed === measurement.seed)) own.push(measurement);
  }
  if (scenario === undefined)
    throw new InputError([
      {
        ...{ where: directory, path: '', expected: 'a rehearsal with a valid take', got: 'none that is valid' },
        hint: 'what the machine spoilt cannot be compared with anything: rehearse again first',
      },
    ]);
  return { directory, scenario, own };
}

/** Plans a take for each trial and seed, seed by seed, so that whenever time runs out all trials have had the same. */
export function planDiagnosis({ scenario, own }: Rehearsed): readonly (Take & { readonly variant: string })[] {
  const trials = planTrials(scenario);
  return own
    .flatMap(({ seed }) => trials.flatMap((trial) => takesOf(trial, seed)))
    .map((take, index) => ({ ...take, index }));
}

function takesOf({ id, scenario }: PlannedTrial, seed: number): readonly (Take & { readonly variant: string })[] {
  return planTakes(scenario, [seed]).map((take) => ({ ...take, variant: id }));
}

/**
 * Plays the trials that have no recording yet, until the time is spent, and writes the diagnosis after each. The
 * recordings are the only state, so the same call goes on where it was left.
 */
export async function diagnoseRehearsal(rehearsed: Rehearsed, options: DiagnoseOptions): Promise<Diagnosis> {
  const directory = join(rehearsed.directory, TRIALS);
  await mkdir(join(directory, RECORDINGS), { recursive: true });
  const planned = planDiagnosis(rehearsed);
  const played = new Map<string, Played>();
  const read = async (file: string) => {
    const { recorded, measurement, validity } = await judgeRecording(directory, file);
    const { variant = '' } = recorded.header.take;
    played.set(`${variant} ${measurement.seed}`, { trial: variant, measurement, isValid: validity.valid });
  };
  for (const file of hasRecordings(directory) ? listRecordings(directory) : []) await read(file);
  const startMs = realMs();
  let longestMs = options.expectedMs;
  for (const take of planned) {
    if (options.signal.aborted || realMs() - startMs + longestMs > options.mostMs) break;
    const { seed, variant, index } = take;
    if (played.has(`${variant} ${seed}`)) continue;
    options.onProgress({ type: 'take', index, count: planned.length, seed, variant });
    const fromMs = realMs();
    await recordTake(take, { ...options, directory });
    longestMs = Math.max(longestMs, realMs() - fromMs);
    await read(join(directory, RECORDINGS, recordingName(take)));
    await writeDiagnosis(diagnosisOf(rehearsed, planned, [...played.values()]), rehearsed.directory);
  }
  const diagnosis = diagnosisOf(rehearsed, planned, [...played.values()]);
  await writeDiagnosis(diagnosis, rehearsed.directory);
  return diagnosis;
}

export interface Played {
  /** Id of the trial. */
  readonly trial: string;
  readonly measurement: Measurement;
  readonly isValid: boolean;
}

/** Puts together what is known so far. */
export function diagnosisOf(
  { scenario, own }: Rehearsed,
  planned: readonly { readonly seed: number; readonly variant: string }[],
  played: readonly Played[],
): Diagnosis {
  const { name, durationMs } = scenario;
  const regions = scenario.regions.map(({ id, label, labelZh }) => ({
    id,
    label,
    ...(labelZh !== undefined && { labelZh }),
  }));
  const isPlayed = ({ seed, variant }: { readonly seed: number; readonly variant: string }) =>
    played.some(({ trial, measurement }) => trial === variant && measurement.seed === seed);
  return {
    ...{ schemaVersion: DIAGNOSIS_SCHEMA_VERSION, tool: TOOL, scenario: { name, durationMs, regions } },
    ...{ endedAt: realDate().toISOString(), seeds: own.map(({ seed }) => seed), isComplete: planned.every(isPlayed) },
    trials: planTrials(scenario).map(({ scenario: _, ...trial }) => {
      const takes = played.filter((each) => each.trial === trial.id);
      const valid = takes.filter(({ isValid }) => isValid).map(({ measurement }) => measurement);
      return {
        ...trial,
        ...{ takes: takes.length, invalidTakes: takes.length - valid.length },
        effects: effectsOf(
          trial,
          regions.map(({ id }) => id),
          own,
          valid,
        ),
      };
    }),
  };
}
