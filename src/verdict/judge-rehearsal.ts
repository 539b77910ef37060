import type { InvalidReason, Outcome, Validity, Verdict } from '../model/result/verdict.ts';
import { worseOf } from './judge-take.ts';
import { FREE_THE_MACHINE } from './validity/advice.ts';

export interface JudgedTake {
  readonly seed: number;
  readonly validity: Validity;
  readonly verdicts: readonly Verdict[];
}

export interface RehearsalJudgement {
  readonly outcome: Outcome;
  /** Of every take that is invalid, also when another take decides. */
  readonly invalidReasons: readonly InvalidReason[];
  /** Per budget and region, the worst valid take's; empty if no take is valid. */
  readonly verdicts: readonly Verdict[];
}

/**
 * One take: invalid if the machine spoilt it; else not ready if a budget fails; else invalid if a budget has no data
 * or lies within the machine's error (nothing failed, but readiness is not proven either) or there was nothing to judge; else
 * ready, warnings included.
 */
export function takeOutcome(validity: Validity, verdicts: readonly Verdict[]): Outcome {
  if (!validity.valid) return 'invalid';
  if (verdicts.some(({ outcome }) => outcome === 'fail')) return 'not-ready';
  return takeInvalidReasons(validity, verdicts).length > 0 ? 'invalid' : 'ready';
}

/** Why takeOutcome is invalid: the machine's reasons, else what is missing for a verdict; empty if it is not invalid. */
export function takeInvalidReasons(validity: Validity, verdicts: readonly Verdict[]): readonly InvalidReason[] {
  if (!validity.valid) return validity.reasons;
  if (verdicts.some(({ outcome }) => outcome === 'fail')) return [];
  if (verdicts.length === 0) return [NOTHING_JUDGED];
  const missing = verdicts.filter(({ outcome }) => outcome === 'no-data');
  const uncertain = verdicts.filter(({ outcome }) => outcome === 'uncertain');
  return [
    ...(missing.length > 0 ? [noDataReason(missing)] : []),
    ...(uncertain.length > 0 ? [withinErrorReason(uncertain)] : []),
  ];
}

/**
 * All takes: not ready if one valid take is (a fault seen once can be seen on air); else invalid if one take is, or if
 * there is none; else ready. So the best take never decides.
 */
export function judgeRehearsal(played: readonly JudgedTake[]): RehearsalJudgement {
  const takes = withoutReplayed(played);
  return {
    outcome: overall(takes.map(({ validity, verdicts }) => takeOutcome(validity, verdicts))),
    invalidReasons: takes.length === 0 ? [NO_TAKE] : mergeReasons(takes),
    verdicts: worstVerdicts(takes.filter(({ validity }) => validity.valid)),
  };
}

/** The same of takes that are judged already. */
export function outcomeOfTakes(played: readonly { readonly seed: number; readonly outcome: Outcome }[]): Outcome {
  const valid = new Set(played.filter(({ outcome }) => outcome !== 'invalid').map(({ seed }) => seed));
  const counting = played.filter(({ seed, outcome }) => outcome !== 'invalid' || !valid.has(seed));
  return overall(counting.map(({ outcome }) => outcome));
}

/** A take that the machine spoilt counts no more once another under its seed is valid. */
function withoutReplayed(takes: readonly JudgedTake[]): readonly JudgedTake[] {
  const valid = new Set(takes.filter(({ validity }) => validity.valid).map(({ seed }) => seed));
  return takes.filter(({ seed, validity }) => validity.valid || !valid.has(seed));
}

function overall(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes('not-ready')) return 'not-ready';
  return outcomes.length === 0 || outcomes.includes('invalid') ? 'invalid' : 'ready';
}

/** Of takes with the same complaint the worst one's sentence, with the seeds it holds for if there is more than one take. */
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

function noDataReason(missing: readonly Verdict[]): InvalidReason {
  const what = missing.map(({ metric, region, reason }) => `${metric} in ${region} (${reason ?? 'no reason given'})`);
  return {
    signal: 'no-data',
    reason: `No data for a budget: ${what.join('; ')}.`,
    advice: 'See the recording for what this viewer reported; run again, or take the budget out of the scenario.',
  };
}

function withinErrorReason(uncertain: readonly Verdict[]): InvalidReason {
  const what = uncertain.map(
    ({ metric, statistic, region, actual, error, limit, warnLimit }) =>
      `${metric}${statistic === 'value' ? '' : ` ${statistic}`} in ${region} (${digits(actual)} ± ${digits(error)} against ${digits(warnLimit ?? limit)})`,
  );
  return {
    signal: 'within-error',
    reason: `So near a limit that this machine's strain could have moved it across: ${what.join('; ')}.`,
    advice: `${FREE_THE_MACHINE} A limit farther from what is measured is decided on a strained machine too.`,
  };
}

function digits(value: number | undefined): string {
  return value === undefined ? 'none' : String(Number(value.toPrecision(3)));
}

const NOTHING_JUDGED: InvalidReason = {
  signal: 'nothing-judged',
  reason: 'No budget applied to any region.',
  advice: 'Give the scenario at least one budget.',
};

const NO_TAKE: InvalidReason = {
  signal: 'no-take',
  reason: 'No take was recorded.',
  advice: 'Run the rehearsal again; if it was interrupted early, let it run to its end.',
};
