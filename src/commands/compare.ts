import { ageWarning, readNote } from '../compare/baselines.ts';
import { compareInside, compareRehearsals, type NamedResult } from '../compare/compare-rehearsals.ts';
import { readJoined, readSides } from '../compare/read-joined.ts';
import { EXIT, InputError } from '../lib/errors.ts';
import type { EncoderComparison } from '../model/result/encoder-comparison.ts';
import { comparisonAnnotations } from '../report/comparison/comparison-annotations.ts';
import { comparisonsMarkdown } from '../report/comparison/comparison-markdown.ts';
import { formatComparison } from '../report/comparison/comparison-terminal.ts';
import {
  type Gate,
  gateOutcome,
  ON_INCONCLUSIVE,
  ON_NOT_READY,
  type OnInconclusive,
  type OnNotReady,
  STRICT_GATE,
} from '../report/comparison/gate.ts';
import { writeComparison } from '../report/comparison/write-comparison.ts';
import { ANY_LOOK, checkedLook, type Look, MOST_LOOKS } from '../verdict/compare/statistics/alpha.ts';
import type { Command } from './command.ts';
import { wholeNumber } from './options/number-option.ts';
import { reportToCi } from './show/report-to-ci.ts';
import { showWarnings } from './show/show-errors.ts';

interface Args {
  readonly baseline: string;
  readonly candidate: string | undefined;
  readonly 'more-baseline': readonly string[] | undefined;
  readonly 'more-candidate': readonly string[] | undefined;
  readonly 'on-inconclusive': OnInconclusive;
  readonly 'on-not-ready': OnNotReady;
  readonly 'any-look': boolean;
  readonly look: number;
  readonly looks: number;
  readonly out: string | undefined;
  readonly json: boolean;
}

/**
 * Compares rehearsals as a gate. Exit code 0: no worse or improved; 1: regressed, or by itself not ready; 3:
 * inconclusive.
 */
export const compare: Command<Args> = {
  usage: 'compare <baseline> [candidate]',
  describe: 'compare one finished rehearsal with another, or the variants of one with its own broadcast',
  options: (yargs) =>
    yargs
      .positional('baseline', { type: 'string', demandOption: true, describe: 'a rehearsal’s directory' })
      .positional('candidate', { type: 'string', describe: 'another’s; without it, the variants inside the first' })
      .option('more-baseline', { type: 'string', array: true, describe: 'further takes of the baseline: directories' })
      .option('more-candidate', { type: 'string', array: true, describe: 'further takes of the candidate' })
      .option('on-inconclusive', {
        choices: ON_INCONCLUSIVE,
        default: STRICT_GATE.onInconclusive,
        describe: 'outcome when the difference cannot be told: pass and warn exit with 0; invalid never does',
      })
      .option('on-not-ready', {
        choices: ON_NOT_READY,
        default: STRICT_GATE.onNotReady,
        describe: 'outcome when the candidate misses its budgets by itself; new: unless the baseline does, too',
      })
      .option('look', {
        ...wholeNumber('look', { least: 1, most: MOST_LOOKS }),
        default: 1,
        describe: 'number of this look at a growing set of seeds',
      })
      .option('looks', {
        ...wholeNumber('looks', { least: 1, most: MOST_LOOKS }),
        default: 1,
        describe: `number of looks planned, at most ${MOST_LOOKS}`,
      })
      .option('any-look', {
        type: 'boolean',
        default: false,
        describe:
          'use tests that stay valid however often you look at a growing set of seeds, as `run --until decided` does',
      })
      .option('out', {
        type: 'string',
        describe: 'directory for comparison.json, comparison.md and comparison.junit.xml',
      })
      .option('json', { type: 'boolean', default: false, describe: 'print the comparisons to stdout as JSON' }),
  async run(args, { terminal }) {
    const { json, out } = args;
    const gate: Gate = { onInconclusive: args['on-inconclusive'], onNotReady: args['on-not-ready'] };
    const look = args['any-look'] ? ANY_LOOK : checkedLook({ look: args.look, looks: args.looks });
    const { judged, comparisons } = await compareGiven(args, look);

    const age = ageWarning(readNote(args.baseline), Date.now());
    if (age !== undefined) showWarnings([age], terminal);
    const { scenario, metrics, startedAt } = judged.result;
    const labels = { regions: scenario.regions, metrics };
    if (json) terminal.print(JSON.stringify(comparisons, null, 2));
    else {
      const texts = comparisons.map((comparison) => formatComparison(comparison, labels, terminal));
      terminal.print(texts.join('\n\n'));
    }
    if (out !== undefined) {
      const options = { labels, gate, startedAt, seconds: scenario.durationMs / 1000, name: scenario.name };
      for (const file of await writeComparison(comparisons, out, options)) terminal.log(file);
    }
    const annotations = comparisons.flatMap((each) => comparisonAnnotations(each, labels, gate));
    reportToCi({ annotations, markdown: comparisonsMarkdown(comparisons, labels) }, { terminal, json });
    return exitCode(comparisons, gate);
  },
};

/** Returns the comparisons and the rehearsal that they judge. */
async function compareGiven(
  { baseline, candidate, 'more-baseline': moreBaseline = [], 'more-candidate': moreCandidate = [] }: Args,
  look: Look,
): Promise<{ readonly judged: NamedResult; readonly comparisons: readonly EncoderComparison[] }> {
  if (candidate !== undefined) {
    const [before, after] = await readSides([baseline, ...moreBaseline], [candidate, ...moreCandidate]);
    return { judged: after, comparisons: [compareRehearsals(before, after, look)] };
  }
  if (moreCandidate.length > 0) {
    const expected = 'a candidate, whose further takes these are';
    throw new InputError([{ where: '--more-candidate', path: '', expected, got: 'none' }]);
  }
  const judged = await readJoined([baseline, ...moreBaseline]);
  return { judged, comparisons: compareInside(judged, look) };
}

/** Returns the exit code of the worst outcome: red outranks unknown, unknown outranks green. */
function exitCode(comparisons: readonly EncoderComparison[], gate: Gate): number {
  const outcomes = comparisons.map((comparison) => gateOutcome(comparison, gate));
  if (outcomes.includes('red')) return EXIT.notReady;
  return outcomes.includes('unknown') ? EXIT.couldNotMeasure : EXIT.ready;
}
