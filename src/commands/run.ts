import { expectedTime } from '../pace/expected-time.ts';
import { REPORTS } from '../result/rehearsal-directory.ts';
import { loadScenario } from '../scenario/load.ts';
import { planTakes } from '../scenario/plan.ts';
import { vocabulary } from '../verdict/vocabulary.ts';
import type { Command } from './command.ts';
import { effectiveSlow, enterVirtualTime } from './machine/enter-virtual-time.ts';
import { openLive } from './machine/open-live.ts';
import { rereadable } from './machine/piped-scenario.ts';
import { playingMachine } from './machine/playing-machine.ts';
import { checkServer } from './machine/with-server.ts';
import { BACKEND_OPTION } from './options/backend-option.ts';
import { CAPTURE_LIMIT, parseCaptureLimit } from './options/capture-limit.ts';
import { LIVE_OPTION, METRICS_OPTION, parseLiveAddress } from './options/live-option.ts';
import { MOST_TIME_OPTION, parseMostTime } from './options/most-time.ts';
import { anyNumber, SEEDS, wholeNumber } from './options/number-option.ts';
import { seedsToPlay } from './options/seeds-to-play.ts';
import { parseSlow, SLOW_OPTION } from './options/slow-option.ts';
import { showWarnings } from './show/show-errors.ts';

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
  readonly live?: unknown;
  readonly metrics?: unknown;
  readonly json: boolean;
  readonly pcap: boolean;
  readonly 'pcap-limit': string;
}

/** Most times that --again may play a spoilt take again, and the default where the pace is automatic. */
const MAX_AGAIN = 5;
const DEFAULT_AGAIN = 3;
const DEFAULT_MOST_MINUTES = 20;

/** Rehearses a scenario. Everything that can be wrong with input or machine is reported before anything starts. */
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
        describe: "play one take with this seed instead of the scenario's seeds",
      })
      .option('shard', {
        type: 'string',
        describe: 'play one machine’s part of the seeds, such as 2/8; `longhaul merge` puts the parts together',
      })
      .option('until', {
        choices: ['decided'] as const,
        describe: 'with variants: play seed by seed only until each variant is known to be worse or not',
      })
      .option('most-minutes', {
        ...anyNumber('most-minutes', { least: 0.1, most: 10_000 }),
        describe: `with --until: longest time to play, in minutes (default: ${DEFAULT_MOST_MINUTES})`,
      })
      .option('again', {
        ...wholeNumber('again', { least: 0, most: MAX_AGAIN }),
        describe:
          'play each take that the machine spoilt again, at twice the factor, up to this many times (default: 3; with a fixed --slow: 0)',
      })
      .option('backend', BACKEND_OPTION)
      .option('slow', SLOW_OPTION)
      .option('most-time', MOST_TIME_OPTION)
      .option('with', {
        type: 'string',
        describe: 'start a media server of yours beside the rehearsal, in its slowed time: --with "mediamtx my.yml"',
      })
      .option('pcap', {
        type: 'boolean',
        default: false,
        describe: 'write captures of every host for Wireshark, under captures/',
      })
      .option('pcap-limit', CAPTURE_LIMIT)
      .option('live', LIVE_OPTION)
      .option('metrics', METRICS_OPTION)
      .option('json', { type: 'boolean', default: false, describe: 'print result.json to stdout' }),
  async run(args, context) {
    const { scenario: named, out, again, backend, json, pcap, slow: askedSlow, with: server } = args;
    const { terminal } = context;
    const live = parseLiveAddress('--live', args.live);
    const metrics = parseLiveAddress('--metrics', args.metrics);
    const playedOn = playingMachine(askedSlow, server !== undefined);
    const mostTimeMs = parseMostTime(args['most-time']);
    const captureLimitBytes = parseCaptureLimit(args['pcap-limit']);
    const file = rereadable(named);
    const { scenario, source, warnings } = await loadScenario(file, vocabulary, playedOn);
    checkServer(server, scenario);
    const seeds = seedsToPlay(args, scenario);
    const slow = effectiveSlow(parseSlow(askedSlow, scenario.slow), scenario, server !== undefined);
    await enterVirtualTime(slow);
    showWarnings(warnings, terminal);
    await using view = await openLive({ live, metrics }, terminal);
    const takes = planTakes(scenario, seeds);
    // Loaded only now, as what plays is below: bad input is reported sooner, and a process that restarts in virtual time loads it once.
    const { prepareMachine } = await import('./machine/prepare-machine.ts');
    const machine = await prepareMachine(scenario, takes, {
      ...{ backend, slow, terminal },
      ...(pcap && { captureTo: out ?? REPORTS }),
    });
    const expected = expectedTime(takes, { ...playedOn, slow: machine.slow });
    const isUntilDecided = args.until !== undefined;
    const { playAndReport } = await import('./play-and-report.ts');
    return await playAndReport(
      {
        ...{ scenario, source, file, out, json, server, view },
        // The number of takes until it is decided is unknown.
        expected: isUntilDecided ? undefined : expected,
        mostMinutes: isUntilDecided ? (args['most-minutes'] ?? DEFAULT_MOST_MINUTES) : undefined,
        options: {
          ...machine,
          ...(seeds !== undefined && { seeds }),
          again: again ?? (machine.slow === 'auto' ? DEFAULT_AGAIN : 0),
          ...(mostTimeMs !== undefined && { mostTimeMs }),
          ...(pcap && { captureLimitBytes }),
        },
      },
      context,
    );
  },
};
