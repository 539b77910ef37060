import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { InputError } from '../lib/errors.ts';
import type { Slow } from '../model/scenario/slow.ts';
import { chooseBackend } from '../network/choose-backend.ts';
import { openNetwork } from '../network/open-network.ts';
import { sweepLeftovers } from '../network/sweep-leftovers.ts';
import { buildTopology } from '../network/topology.ts';
import { makeEmptyDirectory } from '../result/rehearsal-directory.ts';
import { loadScenario } from '../scenario/load.ts';
import { planTakes } from '../scenario/plan.ts';
import { openVirtualClock } from '../time/virtual-clock.ts';
import { vocabulary } from '../verdict/vocabulary.ts';
import type { Command, Context } from './command.ts';
import { enterVirtualTime } from './machine/enter-virtual-time.ts';
import { BACKEND_OPTION } from './options/backend-option.ts';
import { CAPTURE_LIMIT, parseCaptureLimit } from './options/capture-limit.ts';
import { SEEDS, wholeNumber } from './options/number-option.ts';
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

/** The shaped network alone, for anyone's own tools: measured time begins when the command does. Gives its exit code. */
export const network: Command<Args> = {
  usage: 'network <scenario>',
  describe: "run any command on a host of the scenario's shaped network: network FILE --in VIEWER -- COMMAND",
  options: (yargs) =>
    yargs
      .positional('scenario', { type: 'string', demandOption: true, describe: 'the YAML file' })
      .option('in', { type: 'string', describe: 'publisher, origin or a viewer (default: the first viewer)' })
      .option('seed', {
        ...wholeNumber('seed', SEEDS),
        describe: 'seed of the weather (default: the first of the scenario)',
      })
      .option('backend', BACKEND_OPTION)
      .option('slow', {
        type: 'string',
        default: '1',
        describe: 'slow the time of the command and of its network by this factor, 1 to 64',
      })
      .option('internet', {
        type: 'boolean',
        default: false,
        describe:
          'let the hosts reach the real internet (IPv4) over their own links, but not what is on the local network',
      })
      .option('allow-lan', { type: 'boolean', default: false, describe: 'with --internet: the local network as well' })
      .option('pcap', { type: 'string', describe: 'a new directory for captures of every host, for Wireshark' })
      .option('pcap-limit', CAPTURE_LIMIT),
  async run(
    {
      scenario: file,
      in: asked,
      seed,
      backend,
      slow: askedSlow,
      internet,
      'allow-lan': allowLan,
      pcap,
      'pcap-limit': limit,
      '--': words = [],
    },
    { terminal, signal },
  ) {
    const captureLimitBytes = parseCaptureLimit(limit);
    const slow = fixedFactor(parseSlow(askedSlow, undefined));
    const { scenario } = await loadScenario(file, vocabulary);
    const [take] = planTakes(scenario, seed === undefined ? undefined : [seed]);
    if (take === undefined) throw new Error('a scenario without takes');
    if (allowLan && !internet)
      throw new InputError([{ where: '--allow-lan', path: '', expected: '--internet beside it', got: 'it alone' }]);
    const topology = buildTopology(take, internet ? { internet: allowLan ? 'with-lan' : 'without-lan' } : {});
    const node = asked ?? take.viewers[0]?.id ?? '';
    const nodes = topology.nodes.filter(({ role }) => role !== 'internet').map(({ id }) => id);
    if (!nodes.includes(node))
      throw new InputError([{ where: '--in', path: '', expected: `one of ${nodes.join(', ')}`, got: `"${node}"` }]);
    if (words.length === 0)
      throw new InputError([{ where: 'command line', path: '', expected: 'a command after --', got: 'none' }]);
    if (internet && slow > 1)
      throw new InputError([
        { where: '--slow', path: '', expected: '1 with --internet, which is real', got: String(slow) },
      ]);
    await enterVirtualTime(slow);
    const chosen = await chooseBackend(backend, {
      ...{ topology, slowed: slow > 1 },
      anyCommand: true,
      ...(pcap !== undefined && { captureTo: pcap }),
    });
    if (pcap !== undefined) makeEmptyDirectory(resolve(pcap), `--pcap ${pcap}`);
    for (const left of await sweepLeftovers()) terminal.log(`removed what an earlier run left: ${left}`);
    const clock = openVirtualClock();
    clock?.setFactor(slow);
    const failure = new AbortController();
    const either = AbortSignal.any([signal, failure.signal]);
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
          .map(({ id, address }) => `${address.padEnd(15)} ${id}${id === node ? '  <- here' : ''}`)
          .join('\n'),
      );
      await shaped.openWindow();
      const enter = shaped.enter(node);
      return await runInside([enter.command, ...enter.args, ...words.map(String)], either, terminal);
    } finally {
      clock?.setFactor(1);
      await shaped.close();
    }
  },
};

function fixedFactor(slow: Slow): number {
  if (slow !== 'auto') return slow;
  throw new InputError([
    { where: '--slow', path: '', expected: 'a factor: what the command needs, only you can know', got: '"auto"' },
  ]);
}

/** Its exit code, with the terminal handed over to it; ended when the signal aborts. */
function runInside(
  [command = '', ...args]: readonly string[],
  signal: AbortSignal,
  terminal: Context['terminal'],
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit' });
    const end = () => {
      const { reason } = signal;
      terminal.log(`ended: ${reason instanceof Error ? reason.message : String(reason)}`);
      child.kill();
    };
    signal.addEventListener('abort', end, { once: true });
    child.once('error', reject);
    child.once('close', (code) => {
      signal.removeEventListener('abort', end);
      // As shells tell of a command that a signal ended.
      resolve(code ?? 128);
    });
  });
}
