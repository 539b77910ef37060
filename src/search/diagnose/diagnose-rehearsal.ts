import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { realDate, realMs } from '../../lib/clock.ts';
import { InputError } from '../../lib/errors.ts';
import { TOOL } from '../../lib/tool.ts';
import { DIAGNOSIS_SCHEMA_VERSION, type Diagnosis } from '../../model/result/diagnosis.ts';
import type { Measurement } from '../../model/result/measurement.ts';
import type { LinkTotals } from '../../model/result/result.ts';
import { BASE_VARIANT, type Scenario } from '../../model/scenario/scenario.ts';
import type { Take } from '../../model/scenario/take.ts';
import { writeDiagnosis } from '../../report/diagnosis/write-diagnosis.ts';
import { judgeRecording } from '../../result/judge-recordings.ts';
import { hasRecordings, listRecordings, RECORDINGS, recordingName } from '../../result/rehearsal-directory.ts';
import { planTakes } from '../../scenario/plan.ts';
import { type RecordOptions, recordTake } from '../../take/record-take.ts';
import { slowerThan } from '../../take/retakes.ts';
import { effectsOf } from './effects-of.ts';
import { lostInPart } from './lost-in-part.ts';
import { type PlannedTrial, planTrials } from './trials.ts';

/** Folder of the trials in a rehearsal's directory. */
const TRIALS = 'diagnose';
/** Attempts at a trial under one seed, when the machine spoils it. */
const MOST_ATTEMPTS = 3;

export interface Rehearsed {
  readonly directory: string;
  readonly scenario: Scenario;
  /** Measurements of its own valid takes, one per seed. */
  readonly own: readonly Measurement[];
  /** Totals of the links in these takes. */
  readonly links: readonly LinkTotals[];
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
  const links: LinkTotals[] = [];
  let scenario: Scenario | undefined;
  for (const file of listRecordings(directory)) {
    const { recorded, measurement, validity, links: ownLinks } = await judgeRecording(directory, file);
    const { take } = recorded.header;
    if ((take.variant ?? BASE_VARIANT) !== BASE_VARIANT || !validity.valid) continue;
    scenario ??= take.scenario;
    if (own.some(({ seed }) => seed === measurement.seed)) continue;
    own.push(measurement);
    links.push(...ownLinks);
  }
  if (scenario === undefined)
    throw new InputError([
      {
        ...{ where: directory, path: '', expected: 'a rehearsal with a valid take', got: 'none that is valid' },
        hint: 'what the machine spoilt cannot be compared with anything: rehearse again first',
      },
    ]);
  return { directory, scenario, own, links };
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
 * Plays the trials that have no valid recording yet, until the time is spent, and writes the diagnosis after each; what the
 * machine spoilt is played again, at twice the factor unless that was asked for. The recordings are the only state, so the same call goes on where it
 * was left.
 */
export async function diagnoseRehearsal(rehearsed: Rehearsed, options: DiagnoseOptions): Promise<Diagnosis> {
  const directory = join(rehearsed.directory, TRIALS);
  await mkdir(join(directory, RECORDINGS), { recursive: true });
  const planned = planDiagnosis(rehearsed);
  const played: Played[] = [];
  const read = async (file: string) => {
    const { recorded, measurement, validity } = await judgeRecording(directory, file);
    const { end, header } = recorded;
    const isValid = validity.valid;
    // Somebody stopped it, which says nothing about the machine.
    if (end !== undefined && end.reason !== 'interrupted')
      played.push({ trial: header.take.variant ?? '', measurement, isValid });
    return isValid;
  };
  const files = hasRecordings(directory) ? listRecordings(directory) : [];
  for (const file of files) await read(file);
  const startMs = realMs();
  let longestMs = options.expectedMs;
  let index = files.length;
  for (const [place, { seed, variant, ...rest }] of planned.entries()) {
    let spoiltAt: number | undefined;
    for (let attempt = 0; !isSettled(played, { seed, variant }); attempt++) {
      const least = spoiltAt === undefined || options.slow !== 'auto' ? undefined : slowerThan(spoiltAt);
      const nextMs = least === undefined ? longestMs : 2 * longestMs;
      if (options.signal.aborted || realMs() - startMs + nextMs > options.mostMs) break;
      const take = { ...rest, seed, variant, index: index++ };
      options.onProgress({
        ...{ type: 'take', index: place, count: planned.length, seed, variant },
        ...(spoiltAt !== undefined && { again: attempt }),
      });
      const fromMs = realMs();
      const { factor } = await recordTake(take, { ...options, directory }, least);
      longestMs = Math.max(longestMs, realMs() - fromMs);
      spoiltAt = (await read(join(directory, RECORDINGS, recordingName(take)))) ? undefined : factor;
      await writeDiagnosis(diagnosisOf(rehearsed, planned, played), rehearsed.directory);
    }
  }
  const diagnosis = diagnosisOf(rehearsed, planned, played);
  await writeDiagnosis(diagnosis, rehearsed.directory);
  return diagnosis;
}

export interface Played {
  /** Id of the trial. */
  readonly trial: string;
  readonly measurement: Measurement;
  readonly isValid: boolean;
}

/** Reports whether a trial needs no further take under a seed: it has a valid one, or the machine spoilt too many. */
export function isSettled(
  played: readonly Played[],
  { seed, variant }: { readonly seed: number; readonly variant: string },
): boolean {
  const own = played.filter(({ trial, measurement }) => trial === variant && measurement.seed === seed);
  return own.some(({ isValid }) => isValid) || own.length >= MOST_ATTEMPTS;
}

/** Puts together what is known so far. */
function diagnosisOf(
  { scenario, own, links }: Rehearsed,
  planned: readonly { readonly seed: number; readonly variant: string }[],
  played: readonly Played[],
): Diagnosis {
  const { name, durationMs } = scenario;
  const regions = scenario.regions.map(({ id, label, labelZh }) => ({
    id,
    label,
    ...(labelZh !== undefined && { labelZh }),
  }));
  const viewers = own.flatMap((measurement) => measurement.viewers);
  return {
    ...{ schemaVersion: DIAGNOSIS_SCHEMA_VERSION, tool: TOOL, scenario: { name, durationMs, regions } },
    ...{
      endedAt: realDate().toISOString(),
      seeds: own.map(({ seed }) => seed),
      isComplete: planned.every((take) => isSettled(played, take)),
    },
    trials: planTrials(scenario).map(({ scenario: _, ...trial }) => {
      const takes = played.filter((each) => each.trial === trial.id);
      const valid = takes.filter(({ isValid }) => isValid).map(({ measurement }) => measurement);
      const lost = lostInPart(trial, links, (id) => viewers.find(({ viewer }) => viewer === id)?.region);
      return {
        ...trial,
        ...{ takes: takes.length, invalidTakes: takes.length - valid.length },
        ...(lost !== undefined && { lost }),
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
