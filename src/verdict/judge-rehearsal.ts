import { groupedBy } from '../lib/grouped-by.ts';
import type { InvalidReason, Outcome, Validity, Verdict } from '../model/result/verdict.ts';
import { NOT_SETTLED, PICTURE_FOLLOWING, SOUND_FOLLOWING, worseOf } from './judge-take.ts';
import { JUDGEMENT_FAULTS } from './judgement-faults.ts';
import { isMissingLoad } from './missing-load.ts';
import type { Fault } from './validity/fault.ts';

export interface JudgedTake {
  readonly seed: number;
  readonly validity: Validity;
  readonly verdicts: readonly Verdict[];
}

export interface RehearsalJudgement {
  readonly outcome: Outcome;
  /** Reasons of every invalid take, also when another take decides. */
  readonly invalidReasons: readonly InvalidReason[];
  /** Verdict of the worst valid take, per budget and region; empty if no take is valid. */
  readonly verdicts: readonly Verdict[];
}

/**
 * Decides one take: invalid if the machine spoilt it; else not ready if a budget fails; else invalid if a budget has no data, is
 * uncertain (nothing failed, but readiness is not proven either) or there was nothing to judge; else ready, warnings included.
 */
export function takeOutcome(validity: Validity, verdicts: readonly Verdict[]): Outcome {
  if (!validity.valid) return 'invalid';
  if (verdicts.some(({ outcome }) => outcome === 'fail')) return 'not-ready';
  return takeInvalidReasons(validity, verdicts).length > 0 ? 'invalid' : 'ready';
}

/** Returns why takeOutcome is invalid: the machine's reasons, else what is missing for a verdict; empty if it is not invalid. */
export function takeInvalidReasons(validity: Validity, verdicts: readonly Verdict[]): readonly InvalidReason[] {
  if (!validity.valid) return validity.reasons;
  if (verdicts.some(({ outcome }) => outcome === 'fail')) return [];
  if (verdicts.length === 0) return [reasonOf(JUDGEMENT_FAULTS.nothingJudged, 'No budget applied to any region.')];
  const withoutData = verdicts.filter(({ outcome }) => outcome === 'no-data');
  const unloaded = withoutData.filter(({ reason }) => isMissingLoad(reason));
  const missing = withoutData.filter(({ reason }) => !isMissingLoad(reason));
  const uncertain = verdicts.filter(({ outcome }) => outcome === 'uncertain');
  const withinError = uncertain.filter(({ error }) => error !== undefined);
  const unknown = uncertain.filter(
    ({ error, reason }) => error === undefined && !SETTLING.some(([settling]) => settling === reason),
  );
  return [
    ...(missing.length > 0 ? [noDataReason(missing)] : []),
    ...unloaded.slice(0, 1).map(({ reason = '' }) => reasonOf(JUDGEMENT_FAULTS.loadMissing, `${capitalized(reason)}.`)),
    ...(withinError.length > 0 ? [withinErrorReason(withinError)] : []),
    ...settlingReasons(uncertain),
    ...(unknown.length > 0 ? [errorUnknownReason(unknown)] : []),
  ];
}

/**
 * Decides all takes: not ready if one valid take is (a fault seen once can be seen on air); else invalid if one take is, or if there
 * is none; else ready. The best take never decides.
 */
export function judgeRehearsal(played: readonly JudgedTake[]): RehearsalJudgement {
  const takes = withoutReplayed(played);
  return {
    outcome: overall(takes.map(({ validity, verdicts }) => takeOutcome(validity, verdicts))),
    invalidReasons:
      takes.length === 0 ? [reasonOf(JUDGEMENT_FAULTS.noTake, 'No take was recorded.')] : mergeReasons(takes),
    verdicts: worstVerdicts(takes.filter(({ validity }) => validity.valid)),
  };
}

/** Returns the outcome of takes that are judged already. */
export function outcomeOfTakes(played: readonly { readonly seed: number; readonly outcome: Outcome }[]): Outcome {
  const valid = new Set(played.filter(({ outcome }) => outcome !== 'invalid').map(({ seed }) => seed));
  const counting = played.filter(({ seed, outcome }) => outcome !== 'invalid' || !valid.has(seed));
  return overall(counting.map(({ outcome }) => outcome));
}

/** Drops takes that the machine spoilt once another take under the same seed is valid. */
function withoutReplayed(takes: readonly JudgedTake[]): readonly JudgedTake[] {
  const valid = new Set(takes.filter(({ validity }) => validity.valid).map(({ seed }) => seed));
  return takes.filter(({ seed, validity }) => validity.valid || !valid.has(seed));
}

function overall(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes('not-ready')) return 'not-ready';
  return outcomes.length === 0 || outcomes.includes('invalid') ? 'invalid' : 'ready';
}

/** Merges reasons by signal: the worst take's sentence, with the seeds it holds for if there is more than one take. */
function mergeReasons(takes: readonly JudgedTake[]): readonly InvalidReason[] {
  const bySignal = new Map<string, { worst: InvalidReason; readonly seeds: number[] }>();
  for (const { seed, validity, verdicts } of takes)
    for (const reason of takeInvalidReasons(validity, verdicts)) {
      const known = bySignal.get(reason.signal);
      if (known === undefined) bySignal.set(reason.signal, { worst: reason, seeds: [seed] });
      else {
        known.seeds.push(seed);
        if ((reason.seconds ?? -1) > (known.worst.seconds ?? -1)) known.worst = reason;
      }
    }
  return [...bySignal.values()].map(({ worst, seeds }) =>
    takes.length === 1 ? worst : { ...worst, reason: `seed ${[...new Set(seeds)].join(', ')}: ${worst.reason}` },
  );
}

function worstVerdicts(takes: readonly JudgedTake[]): readonly Verdict[] {
  const worst = new Map<string, Verdict>();
  for (const { seed, verdicts } of takes)
    for (const verdict of verdicts) {
      const key = JSON.stringify([verdict.region, verdict.metric, verdict.statistic]);
      worst.set(key, worseOf(worst.get(key), { ...verdict, seed }));
    }
  return [...worst.values()];
}

function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function noDataReason(missing: readonly Verdict[]): InvalidReason {
  const what = [...groupedBy(missing, ({ reason = 'no reason given' }) => reason)].map(([reason, verdicts]) => {
    const numbers = verdicts.map(({ metric, region }) => `${metric} in ${region}`);
    return `${numbers.join(', ')} (${reason})`;
  });
  return reasonOf(JUDGEMENT_FAULTS.noData, `No data for a budget: ${what.join('; ')}.`);
}

function withinErrorReason(uncertain: readonly Verdict[]): InvalidReason {
  const what = uncertain.map(
    (verdict) =>
      `${numberOf(verdict)} (${digits(verdict.actual)} ${errorOf(verdict)} against ${digits(lastLimit(verdict))})`,
  );
  return reasonOf(
    JUDGEMENT_FAULTS.withinError,
    `So near a limit that this machine's strain could have moved it across: ${what.join('; ')}.`,
  );
}

function errorOf({ error, errorSide }: Verdict): string {
  const by = digits(error);
  return errorSide === undefined ? `± ${by}` : errorSide === 'below' ? `+0/−${by}` : `−0/+${by}`;
}

/** Settling that a number may still have moved by when measuring began: the verdict's reason, and what it leaves open. */
const SETTLING = [
  [NOT_SETTLED, JUDGEMENT_FAULTS.notSettled, 'Whether the jitter buffer grows by a round trip was left to chance'],
  [
    SOUND_FOLLOWING,
    JUDGEMENT_FAULTS.soundFollowing,
    'How far sound and picture are apart was passing while it was measured',
  ],
  [
    PICTURE_FOLLOWING,
    JUDGEMENT_FAULTS.pictureFollowing,
    'The latency was still to rise until picture and sound are together',
  ],
] as const;

function settlingReasons(uncertain: readonly Verdict[]): readonly InvalidReason[] {
  return SETTLING.flatMap(([reason, fault, open]) => {
    const own = uncertain.filter((verdict) => verdict.reason === reason);
    const what = own.map((verdict) => `${numberOf(verdict)} (${verdict.viewer ?? 'a viewer'})`);
    return own.length === 0 ? [] : [reasonOf(fault, `${open}: ${what.join('; ')}.`)];
  });
}

function errorUnknownReason(uncertain: readonly Verdict[]): InvalidReason {
  const what = uncertain.map(
    (verdict) => `${numberOf(verdict)} (${digits(verdict.actual)} against ${digits(lastLimit(verdict))})`,
  );
  return reasonOf(
    JUDGEMENT_FAULTS.errorUnknown,
    `This machine was strained, and how far that moves this number is not known: ${what.join('; ')}.`,
  );
}

function numberOf({ metric, statistic, region }: Verdict): string {
  return `${metric}${statistic === 'value' ? '' : ` ${statistic}`} in ${region}`;
}

/** Returns the last limit that is no failure. */
function lastLimit({ limit, warnLimit }: Verdict): number {
  return warnLimit ?? limit;
}

function digits(value: number | undefined): string {
  return value === undefined ? 'none' : String(Number(value.toPrecision(3)));
}

function reasonOf({ id, advice }: Fault, reason: string): InvalidReason {
  return { signal: id, reason, advice: advice.en };
}
