import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { realDate } from '../lib/clock.ts';
import { CannotMeasureError, EXIT, InputError } from '../lib/errors.ts';
import type { Result } from '../model/result/result.ts';
import { expectedTime } from '../pace/expected-time.ts';
import { markdownReport } from '../report/formats/markdown-report.ts';
import { rehearsalAnnotations } from '../report/formats/rehearsal-annotations.ts';
import { createRehearsalDirectory } from '../result/rehearsal-directory.ts';
import { loadScenario } from '../scenario/load.ts';
import { planTakes } from '../scenario/plan.ts';
import { startServer } from '../take/start-server.ts';
import { vocabulary } from '../verdict/vocabulary.ts';
import type { Command } from './command.ts';
import { enterVirtualTime, effectiveSlow } from './machine/enter-virtual-time.ts';
import { playingMachine } from './machine/playing-machine.ts';
import { prepareMachine } from './machine/prepare-machine.ts';
import { checkServer, serverAddresses } from './machine/with-server.ts';
import { BACKEND_OPTION } from './options/backend-option.ts';
import { CAPTURE_LIMIT, parseCaptureLimit } from './options/capture-limit.ts';
import { MOST_TIME_OPTION, parseMostTime } from './options/most-time.ts';
import { anyNumber, SEEDS, wholeNumber } from './options/number-option.ts';
import { seedsOfShard } from './options/shard.ts';
import { parseSlow, SLOW_OPTION } from './options/slow-option.ts';
import { showProgress } from './show/show-progress.ts';
import { showReportPath, showResult } from './show/show-result.ts';
import { reportToCi } from './show/report-to-ci.ts';

interface Args {
  readonly scenario: string;
  readonly out: string | undefined;
  readonly seed: number | undefined;
  readonly shard: string | undefined;
  readonly until: 'decided' | undefined;
  readonly 'most-minutes': number | undefined;
  readonly again: number | undefined;
  readonly backend: string;
  readonly slow: string | undefined;
  readonly 'most-time': string | undefined;
  readonly with: string | undefined;
  readonly json: boolean;
  readonly pcap: boolean;
  readonly 'pcap-limit': string;
}

const MOST_AGAIN = 5;
const AGAIN_WHEN_AUTO = 3;
const MOST_MINUTES = 20;

/** The whole rehearsal. Everything that can be wrong with input or machine is found before anything starts. */
export const run: Command<Args> = {
  usage: 'run <scenario>',
  describe: 'rehearse a scenario: real browsers over shaped networks, then a readiness report',
  options: (yargs) =>
    yargs
      .positional('scenario', {
        type: 'string',
        demandOption: true,
        describe: 'the YAML file, or the name of one that ships: quickstart',
      })
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
        describe:
          'play each take that the machine spoilt again, at twice the factor, at most so often (default: 3, with a fixed --slow 0)',
      })
      .option('backend', BACKEND_OPTION)
      .option('slow', SLOW_OPTION)
      .option('most-time', MOST_TIME_OPTION)
      .option('with', {
        type: 'string',
        describe: 'start this media server of yours beside the rehearsal, in its slowed time: --with "mediamtx my.yml"',
      })
      .option('pcap', {
        type: 'boolean',
        default: false,
        describe: 'captures of every host for Wireshark, under captures/',
      })
      .option('pcap-limit', CAPTURE_LIMIT)
      .option('json', { type: 'boolean', default: false, describe: 'result.json on stdout' }),
  async run(args, { terminal, signal }) {
    const { scenario: file, out, seed, shard, until, again, backend, json, pcap, 'pcap-limit': limit } = args;
    const { slow: askedSlow, 'most-time': most, 'most-minutes': mostMinutes, with: server } = args;
    const playedOn = playingMachine(askedSlow, server !== undefined);
    const mostTimeMs = parseMostTime(most);
    const captureLimitBytes = parseCaptureLimit(limit);
    const { scenario, source, warnings } = await loadScenario(file, vocabulary, playedOn);
    checkServer(server, scenario);
    checkSeeds({ until, seed, shard, mostMinutes, variants: scenario.variants?.length ?? 0 });
    const seeds = shard === undefined ? (seed === undefined ? undefined : [seed]) : seedsOfShard(shard, scenario.seeds);
    const slow = effectiveSlow(parseSlow(askedSlow, scenario.slow), scenario, server !== undefined);
    await enterVirtualTime(slow);
    for (const warning of warnings) terminal.log(`warning: ${warning}`);
    const takes = planTakes(scenario, seeds);
    const machine = await prepareMachine(scenario, takes, {
      ...{ backend, slow, terminal },
      ...(pcap && { captureTo: out ?? 'reports' }),
    });
    // Only now: what plays, measures and reports takes a second to load, and nothing of it checks the input.
    const [{ rehearse }, { rehearseUntilDecided }] = await Promise.all([
      import('../rehearse.ts'),
      import('../compare/rehearse-until-decided.ts'),
    ]);
    const directory = createRehearsalDirectory(out, scenario.name, realDate());
    writeFileSync(join(directory, 'scenario.yaml'), source);
    const started =
      server === undefined ? undefined : await startServer(server, await serverAddresses(scenario), signal);
    const expected = expectedTime(takes, { ...playedOn, slow: machine.slow });
    let code: number | undefined;
    const options = {
      directory,
      ...(seeds !== undefined && { seeds }),
      again: again ?? (machine.slow === 'auto' ? AGAIN_WHEN_AUTO : 0),
      ...(mostTimeMs !== undefined && { mostTimeMs }),
      ...machine,
      ...(pcap && { captureLimitBytes }),
      signal,
      onJudged: (result: Result) => {
        code = showResult(result, directory, { json, terminal, scenarioFile: file });
        const markdown = markdownReport(result).map(({ content }) => String(content));
        reportToCi({ annotations: rehearsalAnnotations(result, file), markdown: markdown.join('\n') }, { terminal, json });
      },
      // How many takes it will be until it is decided nobody knows.
      onProgress: showProgress(terminal, scenario, until === undefined ? expected : undefined),
    };
    const playing =
      until === undefined
        ? rehearse(scenario, options)
        : rehearseUntilDecided(scenario, { ...options, mostMinutes: mostMinutes ?? MOST_MINUTES });
    try {
      await playing.finally(() => started?.close());
    } catch (error) {
      // Once the verdict is out, stdout has had its one result: what cannot be written any more is told on stderr alone.
      if (code === undefined || !(error instanceof CannotMeasureError)) throw error;
      terminal.log(`${error.message}\n${error.advice}`);
      return EXIT.couldNotMeasure;
    }
    showReportPath(directory, { json, terminal });
    return code ?? EXIT.couldNotMeasure;
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
