import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { EXIT, InputError } from '../lib/errors.ts';
import type { Recommendation } from '../model/result/recommendation.ts';
import type { Scenario } from '../model/scenario/scenario.ts';
import { formatRecommendation } from '../report/recommendation/recommendation-terminal.ts';
import { loadScenario } from '../scenario/load.ts';
import { planTakes } from '../scenario/plan.ts';
import { ladderOf } from '../search/ladder-of.ts';
import { openSearchDirectory } from '../search/search-directory.ts';
import { searchLadder } from '../search/search-ladder.ts';
import type { Transports } from '../take/prepare-transports.ts';
import { vocabulary } from '../verdict/vocabulary.ts';
import type { Command } from './command.ts';
import { effectiveSlow, enterVirtualTime } from './machine/enter-virtual-time.ts';
import { rereadable } from './machine/piped-scenario.ts';
import { playingMachine } from './machine/playing-machine.ts';
import { prepareMachine } from './machine/prepare-machine.ts';
import { RESULT_WORDS } from './messages/result-words.ts';
import { say } from './messages/say.ts';
import { BACKEND_OPTION } from './options/backend-option.ts';
import { wholeNumber } from './options/number-option.ts';
import { parseSlow, SLOW_OPTION } from './options/slow-option.ts';
import { showWarnings } from './show/show-errors.ts';
import { showProgress } from './show/show-progress.ts';

interface Args {
  readonly scenario: string;
  readonly out: string | undefined;
  readonly takes: number;
  readonly backend: string;
  readonly slow: string | undefined;
  readonly json: boolean;
}

/** Default limit of takes: a search of six rungs in three regions takes some forty, and nine in ten take fewer than this. */
const DEFAULT_MAX_TAKES = 60;
const TAKES_LIMIT = 500;

/** Finds the clearest picture to send that keeps each region within its budgets. A search in an earlier --out is continued. */
export const recommend: Command<Args> = {
  usage: 'recommend <scenario>',
  describe: 'search a ladder of codecs, sizes and bitrates for the clearest picture within the budgets of each region',
  options: (yargs) =>
    yargs
      .positional('scenario', {
        type: 'string',
        demandOption: true,
        describe: 'the YAML file, with or without a ladder',
      })
      .option('out', { type: 'string', describe: 'directory; an earlier search in it is continued' })
      .option('takes', {
        ...wholeNumber('takes', { least: 1, most: TAKES_LIMIT }),
        default: DEFAULT_MAX_TAKES,
        describe: 'most takes to play, those of an earlier search in --out included',
      })
      .option('backend', BACKEND_OPTION)
      .option('slow', SLOW_OPTION)
      .option('json', { type: 'boolean', default: false, describe: 'print recommendation.json to stdout' }),
  async run({ scenario: named, out, takes, backend, slow: askedSlow, json }, { terminal, signal }) {
    const file = rereadable(named);
    const { scenario, source, warnings } = await loadScenario(file, vocabulary, playingMachine(askedSlow));
    const slow = effectiveSlow(parseSlow(askedSlow, scenario.slow), scenario, false);
    await enterVirtualTime(slow);
    showWarnings(warnings, terminal);
    const { variants: _, ...plain } = scenario;
    const machine = await prepareMachine(plain, planTakes(plain), { backend, slow, terminal });
    refuseOthersStream(plain, machine.transports);
    const { directory, isResumed } = await openSearchDirectory(out, plain);
    if (isResumed) terminal.log(say(terminal, RESULT_WORDS.continuing, { directory }));
    else writeFileSync(join(directory, 'scenario.yaml'), source);
    const rungs = ladderOf(plain).map(({ name }) => name);
    terminal.log(say(terminal, RESULT_WORDS.ladder, { rungs: rungs.join(', ') }));
    const found = await searchLadder(plain, {
      ...{ directory, ...machine, mostTakes: takes, signal },
      onProgress: showProgress(terminal, plain),
    });
    if (found === undefined) {
      terminal.log(say(terminal, RESULT_WORDS.nothingPlayed));
      return EXIT.couldNotMeasure;
    }
    if (json) terminal.print(JSON.stringify(found, null, 2));
    else {
      terminal.print(formatRecommendation(found, terminal));
      const path = relative(process.cwd(), join(directory, 'index.html'));
      terminal.print(`\n${say(terminal, RESULT_WORDS.report, { path })}`);
    }
    return exitCode(found);
  },
};

/** Throws InputError when somebody else publishes the stream: only the publisher can choose its settings. */
function refuseOthersStream(scenario: Scenario, transports: Transports): void {
  const [take] = planTakes(scenario);
  if (take === undefined || transports.transportOf(take).publishes) return;
  throw new InputError([
    {
      ...{ where: scenario.name, path: 'broadcast.transport', expected: 'a stream that longhaul publishes' },
      got: 'one that somebody else publishes: its settings are theirs',
    },
  ]);
}

/**
 * Returns the exit code: ready if one picture is proven for every region, not ready if none keeps the budgets, otherwise
 * not known.
 */
function exitCode({ overall }: Recommendation): number {
  switch (overall.outcome) {
    case 'proven':
      return EXIT.ready;
    case 'none':
      return EXIT.notReady;
    case 'likely':
      return EXIT.couldNotMeasure;
  }
}
