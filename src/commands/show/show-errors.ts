import type { Problem } from '../../lib/errors.ts';
import { fill, joinTexts, plain, type Text } from '../../report/messages/words.ts';
import type { Terminal } from '../command.ts';
import { ERROR_WORDS } from '../messages/error-words.ts';
import { placeText, problemPart, warningText } from '../messages/input-phrases.ts';
import { say } from '../messages/say.ts';

/** Formats a problem of the input: "scenario.yaml:12: regions[1].access: expected ...; got ... (hint)". */
export function problemText({ where, path, expected, got, hint }: Problem): Text {
  const problem = fill(got === 'nothing' ? ERROR_WORDS.absent : ERROR_WORDS.problem, {
    subject: path === '' ? placeText(where) : joinTexts([placeText(where), plain(path)], plain(': ')),
    expected: problemPart(expected),
    got: problemPart(got),
  });
  return hint === undefined ? problem : fill(ERROR_WORDS.hinted, { problem, hint: problemPart(hint) });
}

/** Most problems shown: more are one mistake made in every line, and would push the first out of sight. */
const MOST = 30;
/** Most lines listed in which a problem comes again. */
const MOST_LINES = 10;

/** Shows the problems of the input on stderr, the first thirty in full; the same one in several entries of a list once. */
export function showProblems(problems: readonly Problem[], terminal: Terminal): void {
  const groups = grouped(problems, ({ where: _, path, ...rest }) => JSON.stringify([withoutIndexes(path), rest]));
  const shown = groups.slice(0, MOST).map((group) =>
    say(
      terminal,
      withLines(
        problemText(group[0]),
        group.map(({ where }) => where),
      ),
    ),
  );
  const count = problems.length - groups.slice(0, MOST).flat().length;
  terminal.log([...shown, ...(count > 0 ? [say(terminal, ERROR_WORDS.more, { count })] : [])].join('\n'));
}

/** Shows the warnings of a scenario on stderr, the same one in several entries of a list once. */
export function showWarnings(warnings: readonly string[], terminal: Terminal): void {
  const placed = warnings.map((warning) => {
    const [, where = '', rest = warning] = /^(.*?:\d+): (.*)$/s.exec(warning) ?? [];
    return { where, rest, warning };
  });
  for (const group of grouped(placed, ({ rest }) => withoutIndexes(rest))) {
    const text = withLines(
      warningText(group[0].warning),
      group.map(({ where }) => where),
    );
    terminal.log(say(terminal, ERROR_WORDS.warning, { text }));
  }
}

type Group<T> = readonly [T, ...T[]];

function grouped<T>(all: readonly T[], keyOf: (each: T) => string): readonly Group<T>[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const each of all) {
    const group = groups.get(keyOf(each));
    if (group === undefined) groups.set(keyOf(each), [each]);
    else group.push(each);
  }
  return [...groups.values()];
}

const withoutIndexes = (path: string) => path.replace(/\[\d+\]/g, '[]');

/** Adds to the text of the first of several equal problems the lines of the others. */
function withLines(text: Text, places: readonly string[]): Text {
  const lines = [...new Set(places.map((where) => where.split(':').at(-1) ?? ''))].slice(1);
  const more = lines.length - MOST_LINES;
  if (lines.length === 0) return text;
  const again = fill(ERROR_WORDS.again, { text, lines: lines.slice(0, MOST_LINES).join(', ') });
  return more <= 0 ? again : fill(ERROR_WORDS.andMore, { text: again, count: more });
}
