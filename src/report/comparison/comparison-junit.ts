import type { Change, EncoderComparison } from '../../model/result/encoder-comparison.ts';
import type { Case, Suite } from '../formats/junit-xml.ts';
import { comparisonText } from '../messages/comparison-phrases.ts';
import { type ChangeRow, changeRow, type Labels } from './change-row.ts';
import { comparisonHeadline, loneFailureNotes, notReadyNotes } from './comparison-headline.ts';
import { type Gate, isRefused } from './gate.ts';

export interface ComparisonSuiteOptions extends Omit<Suite, 'cases'> {
  readonly labels: Labels;
  readonly gate: Gate;
}

/** Returns a suite on whether anything could be compared, then one per region with a case per number that decides. */
export function comparisonSuites(
  comparison: EncoderComparison,
  { labels, gate, scope, ...when }: ComparisonSuiteOptions,
): readonly Suite[] {
  const suite = (name: string, cases: readonly Case[]): Suite => ({ scope: `${scope}.${name}`, ...when, cases });
  const deciding = comparison.changes.filter(({ isBudgeted }) => isBudgeted);
  return [
    suite('comparison', [
      validCase(comparison, labels),
      failureCase(comparison, labels),
      readyCase(comparison, labels, gate),
    ]),
    ...labels.regions.map(({ id }) =>
      suite(
        id,
        deciding
          .filter(({ region }) => region === id)
          .map((change) => changeCase(changeRow(change, labels), comparison, gate)),
      ),
    ),
  ];
}

function validCase(comparison: EncoderComparison, labels: Labels): Case {
  const name = 'the takes can be compared';
  const text = comparison.dropped
    .map(({ seed, arm, reason }) => `seed ${seed}, ${arm}: ${comparisonText(reason).en}`)
    .join('\n');
  if (comparison.outcome !== 'invalid') return { name, state: 'passed', message: '', text };
  return { name, state: 'error', message: comparisonHeadline(comparison, labels).en, text };
}

/** Returns the case for what breaks in a minority of the seeds, which no single number may show. */
function failureCase(comparison: EncoderComparison, labels: Labels): Case {
  const name = 'it keeps every budget that the baseline keeps, seed by seed';
  const text = loneFailureNotes(comparison, labels)
    .map(({ en }) => en)
    .join('\n');
  if (text === '') return { name, state: 'passed', message: '', text };
  return { name, state: comparison.outcome === 'regressed' ? 'failure' : 'error', message: text, text };
}

function readyCase(comparison: EncoderComparison, labels: Labels, gate: Gate): Case {
  const name = 'it is ready by itself';
  const text = notReadyNotes(comparison, labels)
    .map(({ en }) => en)
    .join('\n');
  if (!isRefused(comparison, gate)) return { name, state: 'passed', message: '', text };
  return { name, state: 'failure', message: text, text };
}

function changeCase(row: ChangeRow, comparison: EncoderComparison, gate: Gate): Case {
  const { label, margin, change } = row;
  const name = `${label.en} no worse by ${margin}`;
  const message = `${label.en}: ${row.difference.en} (${row.baseline.en} → ${row.candidate.en}), limit ${margin}`;
  const text = [
    change.isOnlyWarning ? `warning: ${message}` : message,
    `interval: ${row.interval.en}`,
    `${row.p.en}, alpha ${Number(comparison.alpha.toFixed(4))}`,
    `seeds: ${change.pairs} of ${comparison.pairedSeeds.length} paired (${comparison.pairedSeeds.join(', ')})`,
    `${comparison.candidate.name} against ${comparison.baseline.name}`,
  ].join('\n');
  const state = stateOf(change, message, gate);
  return { name, ...state, text: state.state === 'passed' && !change.isOnlyWarning ? '' : text };
}

function stateOf(change: Change, message: string, { onInconclusive }: Gate): Pick<Case, 'state' | 'message'> {
  if (change.isOnlyWarning) return { state: 'passed', message: '' };
  switch (change.outcome) {
    case 'improved':
    case 'no-worse':
      return { state: 'passed', message: '' };
    case 'regressed':
      return { state: 'failure', message };
    case 'inconclusive': {
      const isError = onInconclusive === 'fail' || change.why === 'missing-data';
      return {
        state: isError ? 'error' : 'skipped',
        message: `could not tell (${(change.why ?? 'unknown').replaceAll('-', ' ')}): ${message}`,
      };
    }
  }
}
