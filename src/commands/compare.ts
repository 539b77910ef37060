import { ageWarning, readNote } from '../baselines.ts';
import { compareInside, compareRehearsals } from '../compare-rehearsals.ts';
import { EXIT, InputError } from '../lib/errors.ts';
import type { EncoderComparison } from '../model/encoder-comparison.ts';
import { readJoined } from '../read-joined.ts';
import { comparisonAnnotations } from '../report/comparison/comparison-annotations.ts';
import { comparisonMarkdown } from '../report/comparison/comparison-markdown.ts';
import { formatComparison } from '../report/comparison/comparison-terminal.ts';
import { ON_INCONCLUSIVE, type OnInconclusive } from '../report/comparison/on-inconclusive.ts';
import { writeComparison } from '../report/comparison/write-comparison.ts';
import { MOST_LOOKS } from '../verdict/compare/alpha.ts';
import type { Command } from './command.ts';
import { tellCi } from './tell-ci.ts';

interface Args {
  readonly baseline: string;
  readonly candidate: string | undefined;
  readonly 'more-baseline': readonly string[] | undefined;
  readonly 'more-candidate': readonly string[] | undefined;
  readonly 'on-inconclusive': OnInconclusive;
  readonly look: number;
  readonly looks: number;
  readonly out: string | undefined;
  readonly json: boolean;
}

/** The gate: 0 no worse or improved, 1 regressed, 3 could not tell. */
export const compare: Command<Args> = {
  usage: 'compare <baseline> [candidate]',
  describe: 'hold one finished rehearsal against another, or the variants of one against its own broadcast',
  options: (yargs) =>
    yargs
      .positional('baseline', { type: 'string', demandOption: true, describe: 'a rehearsal’s directory' })
      .positional('candidate', { type: 'string', describe: 'another’s; without it, the variants inside the first' })
      .option('more-baseline', { type: 'string', array: true, describe: 'further takes of the baseline: directories' })
      .option('more-candidate', { type: 'string', array: true, describe: 'further takes of the candidate' })
      .option('on-inconclusive', {
        choices: ON_INCONCLUSIVE,
        default: 'fail' as OnInconclusive,
        describe: 'what it means when it cannot be told: pass and warn exit with 0; invalid never does',
      })
      .option('look', { type: 'number', default: 1, describe: 'which look this is at a growing number of seeds' })
      .option('looks', { type: 'number', default: 1, describe: `how many are planned, at most ${MOST_LOOKS}` })
      .option('out', {
        type: 'string',
        describe: 'directory for comparison.json, comparison.md and comparison.junit.xml',
      })
      .option('json', { type: 'boolean', default: false, describe: 'the comparisons on stdout' }),
  async run(args, { terminal }) {
    const { 'on-inconclusive': onInconclusive, json, out, look, looks } = args;
    checkLooks(look, looks);
    const baseline = await readJoined([args.baseline, ...(args['more-baseline'] ?? [])]);
    const candidate =
      args.candidate === undefined ? undefined : await readJoined([args.candidate, ...(args['more-candidate'] ?? [])]);
    const comparisons =
      candidate === undefined
        ? compareInside(baseline, { look, looks })
        : [compareRehearsals(baseline, candidate, { look, looks })];

    const age = ageWarning(readNote(args.baseline), Date.now());
    if (age !== undefined) terminal.talk(`warning: ${age}`);
    const { scenario, metrics, startedAt } = (candidate ?? baseline).result;
    const labels = { regions: scenario.regions, metrics };
    if (json) terminal.out(JSON.stringify(comparisons, null, 2));
    else {
      const texts = comparisons.map((comparison) => formatComparison(comparison, labels, terminal));
      terminal.out(texts.join('\n\n'));
    }
    if (out !== undefined) {
      const options = { labels, onInconclusive, startedAt, seconds: scenario.durationMs / 1000, name: scenario.name };
      for (const file of await writeComparison(comparisons, out, options)) terminal.talk(file);
    }
    const annotations = comparisons.flatMap((each) => comparisonAnnotations(each, labels, onInconclusive));
    const markdown = comparisons.map((each) => comparisonMarkdown(each, labels)).join('\n');
    tellCi({ annotations, markdown }, { terminal, json });
    return exitCode(comparisons, onInconclusive);
  },
};

function checkLooks(look: number, looks: number): void {
  const isCount = (value: number, most: number) => Number.isInteger(value) && value >= 1 && value <= most;
  if (!isCount(looks, MOST_LOOKS)) throw wrongOption('--looks', `a whole number from 1 to ${MOST_LOOKS}`, looks);
  if (!isCount(look, looks)) throw wrongOption('--look', `a whole number from 1 to --looks (${looks})`, look);
}

function wrongOption(where: string, expected: string, got: number): InputError {
  return new InputError([{ where, path: '', expected, got: String(got) }]);
}

/** The worst of them: red outranks unknown, unknown outranks green. */
function exitCode(comparisons: readonly EncoderComparison[], onInconclusive: OnInconclusive): number {
  const outcomes = comparisons.map(({ outcome }) => outcome);
  if (outcomes.includes('regressed')) return EXIT.notReady;
  if (outcomes.includes('invalid')) return EXIT.couldNotMeasure;
  return outcomes.includes('inconclusive') && onInconclusive === 'fail' ? EXIT.couldNotMeasure : EXIT.ready;
}
