import { relative } from 'node:path';
import { EXIT } from '../lib/errors.ts';
import type { Outcome } from '../model/result/verdict.ts';
import type { HistoryEntry } from '../report/history/history-entry.ts';
import { minutesText } from '../report/history/history-page.ts';
import { HISTORY_WORDS } from '../report/messages/history-words.ts';
import { OUTCOME_WORDS } from '../report/messages/verdict-words.ts';
import type { Language } from '../report/messages/words.ts';
import { escapeTerminal } from '../report/text/escape.ts';
import { formatInstant } from '../report/text/format.ts';
import { cityName } from '../report/text/names.ts';
import { paintIf, type Style } from '../report/text/terminal-style.ts';
import { readHistory } from '../result/history/read-history.ts';
import { writeHistoryPage } from '../result/history/write-history-page.ts';
import { REPORTS } from '../result/rehearsal-directory.ts';
import type { Command } from './command.ts';
import { say } from './messages/say.ts';
import { textTable } from './show/text-table.ts';
import { toolVersion } from './tool-version.ts';

interface Args {
  readonly folder: string;
  readonly html: boolean;
  readonly json: boolean;
}

/** Width that no line reaches: a directory broken in two could not be copied. */
const UNWRAPPED = 1000;

/** Lists the rehearsals in a folder, newest first. */
export const list: Command<Args> = {
  usage: 'list [folder]',
  describe: 'list the rehearsals in a folder, newest first',
  options: (yargs) =>
    yargs
      .positional('folder', { type: 'string', default: REPORTS, describe: 'folder of rehearsals’ directories' })
      .option('html', { type: 'boolean', default: false, describe: 'also write a page of them, index.html' })
      .option('json', { type: 'boolean', default: false, describe: 'print JSON to stdout' }),
  async run({ folder, html, json }, { terminal }) {
    const history = readHistory(folder);
    const { entries, unreadable } = history;
    const { language = 'en' } = terminal;
    if (json) {
      const plain = entries.map(({ conditions: _, worstRegion, ...entry }) => ({
        ...entry,
        ...(worstRegion !== undefined && { worstRegion: worstRegion.en }),
      }));
      terminal.print(JSON.stringify({ rehearsals: plain, unreadable }, null, 2));
    } else if (entries.length === 0) terminal.print(say(terminal, HISTORY_WORDS.none, { folder }));
    else {
      const [header = '', ...lines] = textTable(rowsOf(entries, language), UNWRAPPED, 0);
      const paint = paintIf(terminal.colour);
      terminal.print(paint(header, 'bold'));
      for (const line of lines) terminal.print(coloured(line, language, paint));
    }
    if (unreadable.length > 0)
      terminal.log(say(terminal, HISTORY_WORDS.unreadable, { list: escapeTerminal(unreadable.join(', ')) }));
    if (html && entries.length + unreadable.length > 0) {
      const page = await writeHistoryPage(folder, history, toolVersion());
      terminal.log(say(terminal, HISTORY_WORDS.page, { path: relative(process.cwd(), page) }));
    }
    return EXIT.ready;
  },
};

function rowsOf(entries: readonly HistoryEntry[], language: Language): readonly (readonly string[])[] {
  const { when, scenario, verdict, worstRegion, minutes, directory } = HISTORY_WORDS;
  return [
    [when, scenario, verdict, worstRegion, minutes, directory].map((title) => title[language]),
    ...entries.map((entry) => [
      formatInstant(entry.startedAt),
      escapeTerminal(entry.scenario),
      OUTCOME_WORDS[entry.outcome][language],
      escapeTerminal(cityName(entry.worstRegion ?? HISTORY_WORDS.noWorst)[language]),
      minutesText(entry.measuredMinutes),
      escapeTerminal(entry.directory),
    ]),
  ];
}

const STYLES: Readonly<Record<Outcome, Style>> = { ready: 'green', 'not-ready': 'red', invalid: 'magenta' };

/** Colours the verdict in a line of the table. */
function coloured(line: string, language: Language, paint: ReturnType<typeof paintIf>): string {
  // "NOT READY" holds "READY", so it is looked for first.
  const outcome = (['not-ready', 'invalid', 'ready'] as const).find((each) =>
    line.includes(`  ${OUTCOME_WORDS[each][language]}`),
  );
  if (outcome === undefined) return line;
  const word = OUTCOME_WORDS[outcome][language];
  return line.replace(`  ${word}`, `  ${paint(word, STYLES[outcome])}`);
}
