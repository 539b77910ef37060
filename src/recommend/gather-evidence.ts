import { meanOf } from '../metrics/series/values.ts';
import type { EncoderRecord } from '../model/recording/encoder-record.ts';
import type { RecordedTake } from '../model/recording/recorded-take.ts';
import type { Measurement } from '../model/result/measurement.ts';
import type { Validity, Verdict } from '../model/result/verdict.ts';
import { isMissedClearly, roomToLimit } from '../verdict/room-to-limit.ts';
import { statisticOf } from '../verdict/statistic-of.ts';
import type { Evidence, RegionEvidence } from './evidence.ts';
import { isBurden } from './is-burden.ts';

export interface JudgedRung {
  readonly recorded: Pick<RecordedTake, 'header' | 'end' | 'lastAtMs'>;
  readonly measurement: Measurement;
  readonly validity: Validity;
  readonly verdicts: readonly Verdict[];
  readonly encoder: EncoderRecord;
}

/** Gathers the evidence of a rung's take; undefined if it was interrupted, since it is then played again. */
export function gatherEvidence(judged: JudgedRung): Evidence | undefined {
  const { recorded, validity, measurement, verdicts, encoder } = judged;
  const { take, atMs: fromMs } = recorded.header;
  if (take.variant === undefined || recorded.end === undefined || recorded.end.reason === 'interrupted')
    return undefined;
  const common = { rung: take.variant, seed: take.seed, fromMs, toMs: recorded.lastAtMs };
  if (!validity.valid)
    return { ...common, invalid: validity.reasons.map(({ reason }) => reason).join(' '), regions: [] };
  const rates = encoder.video.flatMap(({ bitrateBps }) => bitrateBps ?? []);
  return {
    ...common,
    ...(rates.length > 0 && { encodedBps: rates.reduce((sum, rate) => sum + rate, 0) }),
    regions: take.scenario.regions.map(({ id }) => regionEvidence(id, measurement, verdicts)),
  };
}

function regionEvidence(region: string, { viewers }: Measurement, all: readonly Verdict[]): RegionEvidence {
  const verdicts = all.filter((verdict) => verdict.region === region);
  const missed = verdicts.filter(({ outcome }) => outcome === 'fail');
  const worst = missed.toSorted((a, b) => (roomToLimit(a) ?? 0) - (roomToLimit(b) ?? 0))[0];
  const clarity = meanOf(
    viewers
      .filter((viewer) => viewer.region === region)
      .flatMap(({ metrics }) => statisticOf(metrics.clarity, 'value') ?? []),
  );
  return {
    region,
    outcome: outcomeOf(verdicts, missed),
    ...(worst && { worst }),
    isBurdened: missed.some(isBurden),
    ...(clarity !== undefined && { clarity }),
  };
}

function outcomeOf(verdicts: readonly Verdict[], missed: readonly Verdict[]): RegionEvidence['outcome'] {
  if (missed.some(isMissedClearly)) return 'clear-fail';
  if (missed.length > 0) return 'fail';
  const isKnown = verdicts.length > 0 && verdicts.every(({ outcome }) => outcome === 'pass' || outcome === 'warn');
  return isKnown ? 'pass' : 'nothing';
}
