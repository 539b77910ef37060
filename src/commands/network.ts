import { resolve } from 'node:path';
import { InputError } from '../lib/errors.ts';
import type { Slow } from '../model/scenario/slow.ts';
import type { Take } from '../model/scenario/take.ts';
import { chooseBackend } from '../network/choose-backend.ts';
import { openNetwork } from '../network/open-network.ts';
import { sweepLeftovers } from '../network/sweep-leftovers.ts';
import { buildTopology } from '../network/topology.ts';
import { makeEmptyDirectory } from '../result/rehearsal-directory.ts';
import { loadScenario } from '../scenario/load.ts';
import { planTakes } from '../scenario/plan.ts';
import { openVirtualClock } from '../time/virtual-clock.ts';
import { vocabulary } from '../verdict/vocabulary.ts';
import type { Command } from './command.ts';
import { enterVirtualTime } from './machine/enter-virtual-time.ts';
import { rereadable } from './machine/piped-scenario.ts';
import { runTogether } from './machine/run-together.ts';
import { ERROR_WORDS } from './messages/error-words.ts';
import { RESULT_WORDS } from './messages/result-words.ts';
import { say } from './messages/say.ts';
import { BACKEND_OPTION } from './options/backend-option.ts';
import { CAPTURE_LIMIT, parseCaptureLimit } from './options/capture-limit.ts';
import { SEEDS, wholeNumber } from './options/number-option.ts';
import { placedCommands } from './options/placed-commands.ts';
import { parseSlow } from './options/slow-option.ts';

interface Args {
  readonly scenario: string;
  readonly in: string | undefined;
  readonly seed: number | undefined;
  readonly backend: string;
  readonly slow: string | undefined;
  readonly pcap: string | undefined;
  readonly 'pcap-limit': string;
  readonly internet: boolean;
  readonly 'allow-lan': boolean;
  readonly '--'?: readonly (string | number)[];
}

/**
 * Runs commands of the user's on hosts of the shaped network. The measured time begins when they do. Returns the exit code of
 * the last.
 */
export const network: Command<Args> = {
  usage: 'network <scenario>',
  describe:
    "run commands on hosts of the scenario's shaped network: network FILE --in HOST -- COMMAND [--in HOST -- COMMAND]...",
  options: (yargs) =>
    yargs
      .positional('scenario', { type: 'string', demandOption: true, describe: 'the YAML file' })
      .option('in', {
        type: 'string',
        describe:
          'publisher, origin or a viewer (default: the first viewer); of several commands the last decides when all end',
      })
      .option('seed', {
        ...wholeNumber('seed', SEEDS),
        describe: 'seed of the weather (default: the first of the scenario)',
      })
      .option('backend', BACKEND_OPTION)
      .option('slow', {
        type: 'string',
        default: '1',
        describe: 'slow down the time of the command and of its network by this factor, 1 to 64',
      })
      .option('internet', {
        type: 'boolean',
        default: false,
        describe: 'let the hosts reach the real internet (IPv4) over their own links, but not the local network',
      })
      .option('allow-lan', {
        type: 'boolean',
        default: false,
        describe: 'with --internet: reach the local network as well',
      })
      .option('pcap', { type: 'string', describe: 'new directory for captures of every host, for Wireshark' })
      .option('pcap-limit', CAPTURE_LIMIT),
  async run(args, { terminal, signal }) {
    const { scenario: named, seed, backend, pcap } = args;
    const captureLimitBytes = parseCaptureLimit(args['pcap-limit']);
    const slow = fixedFactor(parseSlow(args.slow, undefined));
    const file = rereadable(named);
    const { scenario } = await loadScenario(file, vocabulary);
    const [take] = planTakes(scenario, seed === undefined ? undefined : [seed]);
    if (take === undefined) throw new Error('a scenario without takes');
    const { topology, commands } = checkedArguments(args, take, slow);
    await enterVirtualTime(slow);
    const chosen = await chooseBackend(backend, {
      ...{ topology, slowed: slow > 1 },
      anyCommand: true,
      ...(pcap !== undefined && { captureTo: pcap }),
    });
    if (pcap !== undefined) makeEmptyDirectory(resolve(pcap), `--pcap ${pcap}`);
    for (const left of await sweepLeftovers()) terminal.log(say(terminal, ERROR_WORDS.leftover, { what: left }));
    const clock = openVirtualClock();
    clock?.setFactor(slow);
    const failure = new AbortController();
    const ended = AbortSignal.any([signal, failure.signal]);
    const shaped = await openNetwork(topology, {
      backend: chosen,
      ...{ signal, timeFactor: slow },
      ...(pcap !== undefined && { captureTo: pcap, captureLimitBytes }),
      onSecond: () => {},
      onFailure: (error) => failure.abort(error),
    });
    try {
      terminal.log(
        topology.nodes
          .map(
            ({ id, address }) =>
              `${address.padEnd(15)} ${id}${commands.some(({ node }) => node === id) ? `  <- ${say(terminal, RESULT_WORDS.here)}` : ''}`,
          )
          .join('\n'),
      );
      await shaped.openWindow();
      const placed = commands.map(({ node, words }) => {
        const { command, args: prefix } = shaped.enter(node);
        return { node, words: [command, ...prefix, ...words] };
      });
      return await runTogether(placed, ended, terminal);
    } finally {
      clock?.setFactor(1);
      await shaped.close();
    }
  },
};

/** Builds the topology, and picks the nodes on which the commands run. Throws InputError when an option does not fit. */
function checkedArguments(args: Args, take: Take, slow: number) {
  const { in: wantedNode, internet, 'allow-lan': allowLan, '--': words = [] } = args;
  const refuse = (where: string, expected: string, got: string) => new InputError([{ where, path: '', expected, got }]);
  if (allowLan && !internet) throw refuse('--allow-lan', '--internet beside it', 'it alone');
  const topology = buildTopology(take, internet ? { internet: allowLan ? 'with-lan' : 'without-lan' } : {});
  const commands = placedCommands(wantedNode ?? take.viewers[0]?.id ?? '', words.map(String));
  const nodes = topology.nodes.filter(({ role }) => role !== 'internet').map(({ id }) => id);
  for (const { node, words: command } of commands) {
    if (!nodes.includes(node)) throw refuse('--in', `one of ${nodes.join(', ')}`, `"${node}"`);
    if (command.length === 0) throw refuse('command line', 'a command after --', 'none');
  }
  if (internet && slow > 1) throw refuse('--slow', '1 with --internet, which runs in real time', String(slow));
  return { topology, commands };
}

/** Returns the factor asked for; refuses "auto", since only the user knows what the command needs. Throws InputError. */
function fixedFactor(slow: Slow): number {
  if (slow !== 'auto') return slow;
  throw new InputError([
    { where: '--slow', path: '', expected: 'a factor, since only you know what the command needs', got: '"auto"' },
  ]);
}
