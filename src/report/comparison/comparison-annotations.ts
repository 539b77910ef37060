import type { EncoderComparison } from '../../model/result/encoder-comparison.ts';
import { type Level, workflowCommand } from '../formats/workflow-command.ts';
import { COMPARISON_WORDS } from '../messages/comparison-words.ts';
import { changeRow, type Labels } from './change-row.ts';
import { comparisonHeadline, comparisonName, notReadyNotes } from './comparison-headline.ts';
import { type Gate, gateOutcome } from './gate.ts';

/** Largest number of changes named: GitHub shows ten errors of a step and silently drops the rest. */
const MOST_NAMED = 8;

/** Returns GitHub workflow commands: one for the comparison, and an error per number that regressed. */
export function comparisonAnnotations(comparison: EncoderComparison, labels: Labels, gate: Gate): readonly string[] {
  const title = `longhaul: ${comparisonName(comparison).en}: ${COMPARISON_WORDS[comparison.outcome].en}`;
  const sentences = [comparisonHeadline(comparison, labels), ...notReadyNotes(comparison, labels)].map(({ en }) => en);
  const whole = workflowCommand(levelOf(comparison, gate), title, sentences.join(' '));
  const regressed = comparison.changes.filter(({ isBudgeted, outcome }) => isBudgeted && outcome === 'regressed');
  const named = regressed.slice(0, MOST_NAMED).map((change) => {
    const row = changeRow(change, labels);
    const numbers = `${row.baseline.en} → ${row.candidate.en} (${row.difference.en}, limit ${row.margin}, ${row.p.en})`;
    return workflowCommand(
      change.isOnlyWarning ? 'warning' : 'error',
      `${row.region.en}: ${row.label.en} regressed`,
      numbers,
    );
  });
  const left = regressed.length - named.length;
  const rest =
    left > 0 ? [workflowCommand('error', 'longhaul', `${left} more numbers regressed: see the job’s summary`)] : [];
  return [whole, ...named, ...rest];
}

function levelOf(comparison: EncoderComparison, gate: Gate): Level {
  if (gateOutcome(comparison, gate) !== 'green') return 'error';
  return comparison.outcome === 'inconclusive' && gate.onInconclusive === 'warn' ? 'warning' : 'notice';
}
