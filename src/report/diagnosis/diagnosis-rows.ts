import { findMetric } from '../../metrics/registry.ts';
import type { Diagnosis, Effect, TrialEffect } from '../../model/result/diagnosis.ts';
import { TRIAL_WORDS, DIAGNOSIS_WORDS as WORDS } from '../messages/diagnosis-words.ts';
import { fill, plain, type Text } from '../messages/words.ts';
import { formatQuantity, formatStatistic } from '../text/format.ts';
import { regionName } from '../text/names.ts';

/** One line of the table: trial, region, number, as rehearsed, with it ideal, what is taken away. */
export type DiagnosisRow = readonly [Text, Text, Text, Text, Text, Text];

export const DIAGNOSIS_HEADER: DiagnosisRow = [
  WORDS.trial,
  WORDS.region,
  WORDS.number,
  WORDS.asRehearsed,
  WORDS.ideal,
  WORDS.takenAway,
];

const EMPTY = plain('');

/** Makes the rows of the table, trial by trial; one that has not been played is one row, whatever it would tell. */
export function diagnosisRows(found: Diagnosis): readonly DiagnosisRow[] {
  return found.trials.flatMap((trial): readonly DiagnosisRow[] =>
    trial.takes === 0
      ? [[trialName(found, trial), EMPTY, EMPTY, EMPTY, EMPTY, WORDS.notPlayed]]
      : trial.effects.map((effect) => rowOf(found, trial, effect)),
  );
}

function trialName({ scenario }: Diagnosis, { kind, region }: TrialEffect): Text {
  return fill(TRIAL_WORDS[kind], { region: region === undefined ? '' : regionName(scenario.regions, region) });
}

function rowOf(found: Diagnosis, trial: TrialEffect, effect: Effect): DiagnosisRow {
  const region = regionName(found.scenario.regions, effect.region);
  const label = findMetric(effect.metric)?.label ?? plain(effect.metric);
  const statistic = plain(formatStatistic(effect.statistic).trimEnd());
  const number =
    statistic.en === '' ? label : fill({ en: '{label} {statistic}', zh: '{label} {statistic}' }, { label, statistic });
  const quantity = (value: number | undefined) => plain(value === undefined ? '' : formatQuantity(value, effect.unit));
  return [
    trialName(found, trial),
    region,
    number,
    quantity(effect.asRehearsed),
    quantity(effect.ideal),
    takenAwayText(trial, effect),
  ];
}

function takenAwayText(trial: TrialEffect, { takenAway, interval, pairs, unit }: Effect): Text {
  if (takenAway === undefined || interval === undefined)
    return trial.takes === trial.invalidTakes ? WORDS.spoilt : WORDS.noData;
  const amount = (number: number) => formatQuantity(number, unit).replace(/ %$/, ' pp');
  const value = amount(takenAway);
  if (pairs === 1) return fill({ en: '{value} (one seed)', zh: '{value}（仅一个种子）' }, { value });
  const ends = fill(interval.kind === 'range' ? WORDS.range : WORDS.confidence, {
    low: amount(interval.low),
    high: amount(interval.high),
  });
  return fill(
    { en: '{value} ({ends}; {count})', zh: '{value}（{ends}；{count}）' },
    { value, ends, count: fill(WORDS.pairs, { pairs }) },
  );
}
