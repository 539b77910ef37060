import type { Problem } from '../../lib/errors.ts';
import { fill, joinTexts, plain, type Text } from '../../report/messages/words.ts';
import type { Terminal } from '../command.ts';
import { ERROR_WORDS } from '../messages/error-words.ts';
import { placeText, problemPart, warningText } from '../messages/input-phrases.ts';
import { say } from '../messages/say.ts';

/** Formats a problem of the input: "scenario.yaml:12: regions[1].access: expected ...; got ... (hint)". */
export function problemText({ where, path, expected, got, hint }: Problem): Text {
  const problem = fill(ERROR_WORDS.problem, {
    subject: path === '' ? placeText(where) : joinTexts([placeText(where), plain(path)], plain(': ')),
    expected: problemPart(expected),
    got: problemPart(got),
  });
  return hint === undefined ? problem : fill(ERROR_WORDS.hinted, { problem, hint: problemPart(hint) });
}

/** Most problems shown: more are one mistake made in every line, and would push the first out of sight. */
const MOST = 30;

/** Shows the problems of the input on stderr, the first thirty in full. */
export function showProblems(problems: readonly Problem[], terminal: Terminal): void {
  const shown = problems.slice(0, MOST).map((problem) => say(terminal, problemText(problem)));
  const count = problems.length - shown.length;
  terminal.log([...shown, ...(count > 0 ? [say(terminal, ERROR_WORDS.more, { count })] : [])].join('\n'));
}

/** Shows the warnings of a scenario on stderr. */
export function showWarnings(warnings: readonly string[], terminal: Terminal): void {
  for (const warning of warnings) terminal.log(say(terminal, ERROR_WORDS.warning, { text: warningText(warning) }));
}
