import { EXIT } from '../lib/errors.ts';
import { expectedTime } from '../pace/expected-time.ts';
import { wrap } from '../report/text/display-width.ts';
import { readClip } from '../scenario/clips/read-clip.ts';
import { loadScenario } from '../scenario/load.ts';
import { planTakes } from '../scenario/plan.ts';
import { vocabulary } from '../verdict/vocabulary.ts';
import type { Command } from './command.ts';
import { playingMachine } from './machine/playing-machine.ts';
import { CHECK_WORDS } from './messages/plan-words.ts';
import { say } from './messages/say.ts';
import { expectedText } from './show/approximate-time.ts';
import { scenarioOutline } from './show/scenario-outline.ts';
import { showWarnings } from './show/show-errors.ts';
import { textTable, UNBROKEN } from './show/text-table.ts';

/** Space between a number or a sign and what follows, at which no line is broken. */
const BEFORE_UNIT = /(?<=[\d<>≤≥]) (?=\S)/g;

interface Args {
  readonly scenario: string;
  readonly json: boolean;
}

/** Checks a scenario file. Exit code 0 when it is valid; otherwise an InputError (exit code 2) lists all problems. */
export const check: Command<Args> = {
  usage: 'check <scenario>',
  describe: 'check whether a scenario file is valid, and if not, say where it is wrong',
  options: (yargs) =>
    yargs
      .positional('scenario', { type: 'string', demandOption: true, describe: 'the YAML file' })
      .option('json', { type: 'boolean', default: false, describe: 'print the resolved scenario to stdout' }),
  async run({ scenario: file, json }, { terminal }) {
    const machine = playingMachine();
    const { scenario, warnings } = await loadScenario(file, vocabulary, machine);
    const expected = expectedTime(planTakes(scenario), machine);
    showWarnings(warnings, terminal);
    if (json) terminal.print(JSON.stringify({ ok: true, warnings, expected, scenario }, null, 2));
    else {
      const viewers = scenario.regions.reduce((sum, region) => sum + region.viewers, 0);
      const fine = say(terminal, CHECK_WORDS.fine, {
        ...{ file, name: scenario.name },
        ...{ regions: scenario.regions.length, viewers, seconds: scenario.durationMs / 1000 },
      });
      for (const line of wrap(fine, terminal.width)) terminal.print(line);
      const { source } = scenario.broadcast;
      const clip = source.type === 'file' ? await readClip(source.path) : undefined;
      const outline = scenarioOutline(scenario, vocabulary.metrics, clip).map((row) =>
        row.map((cell) => say(terminal, cell).replace(BEFORE_UNIT, UNBROKEN)),
      );
      for (const line of textTable(outline, terminal.width)) terminal.print(line);
      terminal.print(say(terminal, expectedText(expected)));
    }
    return EXIT.ready;
  },
};
