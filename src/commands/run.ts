import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotMeasureError, EXIT, InputError } from '../lib/errors.ts';
import { expectedTime } from '../pace/expected-time.ts';
import { createRehearsalDirectory } from '../rehearsal-directory.ts';
import { markdownReport } from '../report/markdown-report.ts';
import { rehearsalAnnotations } from '../report/rehearsal-annotations.ts';
import { loadScenario } from '../scenario/load.ts';
import { planTakes } from '../scenario/plan.ts';
import { LARGEST_SEED } from '../scenario/schema/scenario.ts';
import { startServer } from '../start-server.ts';
import { vocabulary } from '../vocabulary.ts';
import { BACKEND_OPTION } from './backend-option.ts';
import { CAPTURE_LIMIT, parseCaptureLimit } from './capture-limit.ts';
import type { Command } from './command.ts';
import { enterVirtualTime, possibleSlow } from './enter-virtual-time.ts';
import { MOST_TIME_OPTION, parseMostTime } from './most-time.ts';
import { playingMachine } from './playing-machine.ts';
import { prepareMachine } from './prepare-machine.ts';
import { showProgress } from './show-progress.ts';
import { showReportPath, showResult } from './show-result.ts';
import { parseSlow, SLOW_OPTION } from './slow-option.ts';
import { tellCi } from './tell-ci.ts';
import { checkServer, serverAddresses } from './with-server.ts';

interface Args {
  readonly scenario: string;
  readonly out: string | undefined;
  readonly seed: number | undefined;
  readonly again: number | undefined;
  readonly backend: string;
  readonly slow: string | undefined;
  readonly 'most-time': string | undefined;
  readonly with: string | undefined;
  readonly json: boolean;
  readonly pcap: boolean;
  readonly 'pcap-limit': string;
}

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
      .option('seed', { type: 'number', describe: "one take under this seed instead of the scenario's seeds" })
      .option('again', {
        type: 'number',
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
  async run(
    {
      scenario: file,
      out,
      seed,
      again,
      backend,
      slow: askedSlow,
      'most-time': most,
      with: server,
      json,
      pcap,
      'pcap-limit': limit,
    },
    { terminal, signal },
  ) {
    checkCount('--again', again, MOST_AGAIN);
    checkCount('--seed', seed, LARGEST_SEED);
    const playedOn = playingMachine(askedSlow, server !== undefined);
    const mostTimeMs = parseMostTime(most);
    const captureLimitBytes = parseCaptureLimit(limit);
    const { scenario, source, warnings } = await loadScenario(file, vocabulary, playedOn);
    checkServer(server, scenario);
    const slow = possibleSlow(parseSlow(askedSlow, scenario.slow), scenario, server !== undefined);
    await enterVirtualTime(slow);
    for (const warning of warnings) terminal.talk(`warning: ${warning}`);
    const takes = planTakes(scenario, seed === undefined ? undefined : [seed]);
    const machine = await prepareMachine(scenario, takes, {
      ...{ backend, slow, terminal },
      ...(pcap && { captureTo: out ?? 'reports' }),
    });
    // Only now: what plays, measures and reports takes a second to load, and nothing of it checks the input.
    const { rehearse } = await import('../rehearse.ts');
    const directory = createRehearsalDirectory(out, scenario.name, new Date());
    writeFileSync(join(directory, 'scenario.yaml'), source);
    const started =
      server === undefined ? undefined : await startServer(server, await serverAddresses(scenario), signal);
    let code: number | undefined;
    const played = rehearse(scenario, {
      directory,
      ...(seed === undefined ? {} : { seeds: [seed] }),
      again: again ?? (machine.slow === 'auto' ? AGAIN_WHEN_AUTO : 0),
      ...(mostTimeMs !== undefined && { mostTimeMs }),
      ...machine,
      ...(pcap && { captureLimitBytes }),
      signal,
      onJudged: (result) => {
        code = showResult(result, directory, { json, terminal, scenarioFile: file });
        const markdown = markdownReport(result).map(({ content }) => String(content));
        tellCi({ annotations: rehearsalAnnotations(result, file), markdown: markdown.join('\n') }, { terminal, json });
      },
      onProgress: showProgress(terminal, scenario, expectedTime(takes, { ...playedOn, slow: machine.slow })),
    }).finally(() => started?.close());
    try {
      await played;
    } catch (error) {
      // Once the verdict is out, stdout has had its one result: what cannot be written any more is told on stderr alone.
      if (code === undefined || !(error instanceof CannotMeasureError)) throw error;
      terminal.talk(`${error.message}\n${error.advice}`);
      return EXIT.couldNotMeasure;
    }
    showReportPath(directory, { json, terminal });
    return code ?? EXIT.couldNotMeasure;
  },
};

const MOST_AGAIN = 5;
const AGAIN_WHEN_AUTO = 3;

function checkCount(where: string, count: number | undefined, most: number): void {
  if (count === undefined || (Number.isInteger(count) && count >= 0 && count <= most)) return;
  throw new InputError([{ where, path: '', expected: `a whole number from 0 to ${most}`, got: String(count) }]);
}
