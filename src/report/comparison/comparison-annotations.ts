import type { EncoderComparison } from '../../model/encoder-comparison.ts';
import { escapeTerminal } from '../escape.ts';
import { changeRow, type Labels } from './change-row.ts';
import { against, comparisonHeadline } from './comparison-headline.ts';
import { COMPARISON_WORDS } from './comparison-words.ts';
import type { OnInconclusive } from './on-inconclusive.ts';

type Level = 'error' | 'warning' | 'notice';

/** GitHub's workflow commands: an error for each number that regressed, and one line for the whole. */
export function comparisonAnnotations(
  comparison: EncoderComparison,
  labels: Labels,
  onInconclusive: OnInconclusive,
): readonly string[] {
  const title = `longhaul: ${against(comparison).en}: ${COMPARISON_WORDS[comparison.outcome].en}`;
  const whole = command(levelOf(comparison, onInconclusive), title, comparisonHeadline(comparison, labels).en);
  const regressed = comparison.changes
    .filter(({ isBudgeted, outcome }) => isBudgeted && outcome === 'regressed')
    .map((change) => {
      const row = changeRow(change, labels);
      const numbers = `${row.baseline} → ${row.candidate} (${row.difference}, limit ${row.margin}, ${row.p})`;
      return command(
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

/** Escaped as actions/toolkit does: what ends a line or a property must not. */
function command(level: Level, title: string, message: string): string {
  const data = (text: string) => escapeTerminal(text).replace(/%/g, '%25');
  return `::${level} title=${data(title).replace(/:/g, '%3A').replace(/,/g, '%2C')}::${data(message)}`;
}
