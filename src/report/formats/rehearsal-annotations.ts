import type { Result } from '../../model/result/result.ts';
import type { Outcome } from '../../model/result/verdict.ts';
import { explain, headline } from '../facts/explain.ts';
import { NEXT_WORDS, nextCommand } from '../facts/next-command.ts';
import { OUTCOME_WORDS } from '../messages/verdict-words.ts';
import { type Level, workflowCommand } from './workflow-command.ts';

const LEVELS: Record<Outcome, Level> = { ready: 'notice', 'not-ready': 'error', invalid: 'error' };

/** Returns GitHub workflow commands: one for the rehearsal, and one per region that did not simply pass, with what to change. */
export function rehearsalAnnotations(result: Result, scenarioFile: string): readonly string[] {
  const { outcome, scenario, invalidReasons } = result;
  const title = `longhaul: ${scenario.name}: ${OUTCOME_WORDS[outcome].en}`;
  if (outcome === 'invalid') {
    const [first] = invalidReasons;
    const next = nextCommand(result, scenarioFile);
    const parts = [
      headline(result).en,
      ...(first === undefined ? [] : [first.reason]),
      ...(next === undefined ? [] : [`${NEXT_WORDS.tryNext.en}: ${next}`]),
    ];
    return [workflowCommand(LEVELS.invalid, title, parts.join(' '))];
  }
  const regions = explain(result).map(({ outcome: found, label, sentence, advice }) =>
    workflowCommand(
      found === 'fail' ? 'error' : 'warning',
      label.en,
      [`${sentence.en}.`, ...(advice === undefined ? [] : [advice.en])].join(' '),
    ),
  );
  return [workflowCommand(LEVELS[outcome], title, headline(result).en), ...regions];
}
