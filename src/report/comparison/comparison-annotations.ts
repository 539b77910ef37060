import type { EncoderComparison } from '../../model/encoder-comparison.ts';
import { type Level, workflowCommand } from '../workflow-command.ts';
import { changeRow, type Labels } from './change-row.ts';
import { against, comparisonHeadline } from './comparison-headline.ts';
import { COMPARISON_WORDS } from './comparison-words.ts';
import type { OnInconclusive } from './on-inconclusive.ts';

/** GitHub's workflow commands: an error for each number that regressed, and one line for the whole. */
export function comparisonAnnotations(
  comparison: EncoderComparison,
  labels: Labels,
  onInconclusive: OnInconclusive,
): readonly string[] {
  const title = `longhaul: ${against(comparison).en}: ${COMPARISON_WORDS[comparison.outcome].en}`;
  const whole = workflowCommand(levelOf(comparison, onInconclusive), title, comparisonHeadline(comparison, labels).en);
  const regressed = comparison.changes
    .filter(({ isBudgeted, outcome }) => isBudgeted && outcome === 'regressed')
    .map((change) => {
      const row = changeRow(change, labels);
      const numbers = `${row.baseline} → ${row.candidate} (${row.difference}, limit ${row.margin}, ${row.p})`;
      return workflowCommand(
        change.isOnlyWarning ? 'warning' : 'error',
        `${row.region.en}: ${row.label.en} regressed`,
        numbers,
      );
    });
  return [whole, ...regressed];
}

function levelOf({ outcome }: EncoderComparison, onInconclusive: OnInconclusive): Level {
  switch (outcome) {
    case 'regressed':
    case 'invalid':
      return 'error';
    case 'inconclusive':
      return onInconclusive === 'fail' ? 'error' : onInconclusive === 'warn' ? 'warning' : 'notice';
    case 'improved':
    case 'no-worse':
      return 'notice';
  }
}
