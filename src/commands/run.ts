import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../lib/errors.ts';
import { createRehearsalDirectory } from '../rehearsal-directory.ts';
import { loadScenario } from '../scenario/load.ts';
import { thisMachine } from '../scenario/machine-calibrations.ts';
import { planTakes } from '../scenario/plan.ts';
import { vocabulary } from '../vocabulary.ts';
import { BACKEND_OPTION } from './backend-option.ts';
import { CAPTURE_LIMIT, parseCaptureLimit } from './capture-limit.ts';
import type { Command } from './command.ts';
import { anyNumber, SEEDS, wholeNumber } from './number-option.ts';
import { prepareMachine } from './prepare-machine.ts';
import { shardOf } from './shard.ts';
import { showProgress } from './show-progress.ts';
import { showResult } from './show-result.ts';

interface Args {
  readonly scenario: string;
  readonly out: string | undefined;
  readonly seed: number | undefined;
  readonly shard: string | undefined;
  readonly until: 'decided' | undefined;
  readonly 'most-minutes': number | undefined;
  readonly again: number;
  readonly backend: string;
  readonly json: boolean;
  readonly pcap: boolean;
  readonly 'pcap-limit': string;
}

const MOST_AGAIN = 5;
const MOST_MINUTES = 20;

/** The whole rehearsal. Everything that can be wrong with input or machine is found before anything starts. */
export const run: Command<Args> = {
  usage: 'run <scenario>',
  describe: 'rehearse a scenario: real browsers over shaped networks, then a readiness report',
  options: (yargs) =>
    yargs
      .positional('scenario', { type: 'string', demandOption: true, describe: 'the YAML file' })
      .option('out', {
        type: 'string',
        describe: 'directory for recordings and reports (default: reports/<scenario>-<time>)',
      })
      .option('seed', {
        ...wholeNumber('seed', SEEDS),
        describe: "one take under this seed instead of the scenario's seeds",
      })
      .option('shard', {
        type: 'string',
        describe: 'one machine’s part of the seeds, such as 2/8; `longhaul merge` puts the parts together',
      })
      .option('until', {
        choices: ['decided'] as const,
        describe: 'with variants: go on, seed by seed, only until each is known to be worse or not',
      })
      .option('most-minutes', {
        ...anyNumber('most-minutes', { least: 0.1, most: 10_000 }),
        describe: `with --until: no longer than that (default: ${MOST_MINUTES})`,
      })
      .option('again', {
        ...wholeNumber('again', { least: 0, most: MOST_AGAIN }),
        default: 0,
        describe: 'play each take that the machine spoilt again, at most so often',
      })
      .option('backend', BACKEND_OPTION)
      .option('pcap', {
        type: 'boolean',
        default: false,
        describe: 'captures of every host for Wireshark, under captures/',
      })
      .option('pcap-limit', CAPTURE_LIMIT)
      .option('json', { type: 'boolean', default: false, describe: 'result.json on stdout' }),
  async run(args, { terminal, signal }) {
    const { scenario: file, out, seed, shard, until, again, backend, json, pcap, 'pcap-limit': limit } = args;
    const mostMinutes = args['most-minutes'];
    const captureLimitBytes = parseCaptureLimit(limit);
    const { scenario, source, warnings } = await loadScenario(file, vocabulary, thisMachine());
    checkSeeds({ until, seed, shard, mostMinutes, variants: scenario.variants?.length ?? 0 });
    for (const warning of warnings) terminal.talk(`warning: ${warning}`);
    const seeds = shard === undefined ? (seed === undefined ? undefined : [seed]) : shardOf(shard, scenario.seeds);
    const takes = planTakes(scenario, seeds);
    const machine = await prepareMachine(scenario, takes, {
      ...{ backend, terminal },
      ...(pcap && { captureTo: out ?? 'reports' }),
    });
    // Only now: what plays, measures and reports takes a second to load, and nothing of it checks the input.
    const [{ rehearse }, { rehearseUntilDecided }] = await Promise.all([
      import('../rehearse.ts'),
      import('../rehearse-until-decided.ts'),
    ]);
    const directory = createRehearsalDirectory(out, scenario.name, new Date());
    writeFileSync(join(directory, 'scenario.yaml'), source);
    const options = {
      directory,
      ...(seeds !== undefined && { seeds }),
      again,
      ...machine,
      ...(pcap && { captureLimitBytes }),
      signal,
      onProgress: showProgress(terminal, scenario),
    };
    const result =
      until === undefined
        ? await rehearse(scenario, options)
        : await rehearseUntilDecided(scenario, { ...options, mostMinutes: mostMinutes ?? MOST_MINUTES });
    return showResult(result, directory, { json, terminal });
  },
};

function checkSeeds(asked: {
  readonly until: 'decided' | undefined;
  readonly seed: number | undefined;
  readonly shard: string | undefined;
  readonly mostMinutes: number | undefined;
  readonly variants: number;
}): void {
  const refuse = (where: string, expected: string, got: string) => {
    throw new InputError([{ where, path: '', expected, got }]);
  };
  if (asked.seed !== undefined && asked.shard !== undefined)
    refuse('--shard', 'a part of the scenario’s seeds, without --seed', `--seed ${asked.seed} beside it`);
  if (asked.until === undefined && asked.mostMinutes !== undefined)
    refuse('--most-minutes', '--until decided beside it', 'a limit of a rehearsal whose length its seeds set');
  if (asked.until === undefined) return;
  if (asked.seed !== undefined) refuse('--until decided', 'seeds as many as it takes', `--seed ${asked.seed}`);
  if (asked.shard !== undefined) refuse('--until decided', 'all seeds on one machine', `--shard ${asked.shard}`);
  if (asked.variants === 0)
    refuse('--until decided', 'a scenario with variants: they are what is decided', 'a scenario without');
}
