import { join, relative } from 'node:path';
import { curvesOf } from '../compare/curves-of.ts';
import { readJoined } from '../compare/read-joined.ts';
import { EXIT } from '../lib/errors.ts';
import { CURVE_NUMBERS, type Curves } from '../model/result/curves.ts';
import { CURVE_UNITS } from '../report/curve/curve-axes.ts';
import { comparisonSentence, curveHeadlines } from '../report/curve/curve-sentences.ts';
import { writeCurve } from '../report/curve/write-curve.ts';
import { CURVE_NUMBER_WORDS, CURVE_WORDS } from '../report/messages/curve-words.ts';
import { COLON, type Language } from '../report/messages/words.ts';
import { wrap } from '../report/text/display-width.ts';
import { escapeTerminal } from '../report/text/escape.ts';
import { formatLimit, quantityText } from '../report/text/format.ts';
import { regionName } from '../report/text/names.ts';
import { unwrittenText } from '../report/write-reports.ts';
import type { Command, Terminal } from './command.ts';
import { say } from './messages/say.ts';
import { SEVERAL } from './options/several.ts';
import { textTable } from './show/text-table.ts';

interface Args {
  readonly directories: readonly string[];
  readonly out: string | undefined;
  readonly json: boolean;
}

/** Shows quality against bitrate, and how much bitrate one codec or setting saves over another at equal clarity. */
export const curve: Command<Args> = {
  usage: 'curve <directories..>',
  describe:
    'show quality against bitrate for a finished rehearsal whose variants are a ladder, and BD-rates between its settings',
  options: (yargs) =>
    yargs
      .positional('directories', {
        ...SEVERAL,
        demandOption: true,
        describe: 'a rehearsal’s directory, and further takes of the same',
      })
      .option('out', { type: 'string', describe: 'directory for a page with charts, PNG files and curves.json' })
      .option('json', { type: 'boolean', default: false, describe: 'print JSON to stdout' }),
  async run({ directories, out, json }, { terminal }) {
    const found = curvesOf((await readJoined(directories)).result);
    const { language = 'en' } = terminal;
    if (json) terminal.print(JSON.stringify(found, null, 2));
    else show(found, terminal);
    if (out === undefined) return EXIT.ready;
    const why = await writeCurve(found, out, language);
    if (!json)
      terminal.print(
        `\n${say(terminal, CURVE_WORDS.report, { path: relative(process.cwd(), join(out, 'index.html')) })}`,
      );
    if (why === undefined) return EXIT.ready;
    terminal.log(say(terminal, unwrittenText({ format: 'charts', why })));
    return EXIT.couldNotMeasure;
  },
};

function show(found: Curves, terminal: Terminal): void {
  const { language = 'en' } = terminal;
  for (const line of textTable(cellsOf(found, language), terminal.width, 0)) terminal.print(line);
  const sentences = found.comparisons.map((each) => {
    const region = regionName(found.scenario.regions, each.region)[language];
    return `${region}${COLON[language]}${comparisonSentence(each)[language]}`;
  });
  sentences.push(...curveHeadlines(found).map((headline) => headline[language]));
  for (const line of sentences.flatMap((each) => ['', ...wrap(escapeTerminal(each), terminal.width)]))
    terminal.print(line);
}

function cellsOf({ rows, scenario }: Curves, language: Language): readonly (readonly string[])[] {
  const { setting, region, asked, encoded, takes } = CURVE_WORDS;
  const titles = [setting, region, asked, encoded, ...CURVE_NUMBERS.map((id) => CURVE_NUMBER_WORDS[id]), takes];
  return [
    titles.map((title) => title[language]),
    ...rows.map((row) => [
      ...[escapeTerminal(row.setting), escapeTerminal(regionName(scenario.regions, row.region)[language])],
      ...[formatLimit(row.askedBps, 'bps'), quantityText(row.encodedBps, 'bps')[language]],
      ...CURVE_NUMBERS.map((id) => quantityText(row[id], CURVE_UNITS[id])[language]),
      String(row.takes),
    ]),
  ];
}
