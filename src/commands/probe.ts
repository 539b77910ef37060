import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { EXIT, InputError } from '../lib/errors.ts';
import { isToken } from '../line/wire/token.ts';
import type { Command } from './command.ts';
import { listenForProbers } from './machine/listen-for-probers.ts';
import { probeFromHere } from './machine/probe-from-here.ts';
import { anyNumber, wholeNumber } from './options/number-option.ts';
import { parseProbeTarget } from './options/probe-target.ts';

interface Args {
  readonly target: string | undefined;
  readonly listen: boolean;
  readonly token: string | undefined;
  readonly seconds: number;
  readonly hours: number;
  readonly every: number;
  readonly name: string;
  readonly out: string | undefined;
  readonly 'most-mbps': number;
  readonly 'most-mb': number;
  readonly synchronised: boolean;
  readonly json: boolean;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,25}$/;

/** A real line, measured from both its ends and written as a profile that scenarios can play. */
export const probe: Command<Args> = {
  usage: 'probe [target]',
  describe: 'measure a real line: probe --listen at one end, probe HOST:PORT --token ... at the other',
  options: (yargs) =>
    yargs
      .positional('target', { type: 'string', describe: 'HOST:PORT of the other end; with --listen the port (any)' })
      .option('listen', { type: 'boolean', default: false, describe: 'answer probers that have the token' })
      .option('token', { type: 'string', describe: 'what the listening end printed (or LONGHAUL_PROBE_TOKEN)' })
      .option('seconds', {
        ...wholeNumber('seconds', { least: 5, most: 1800 }),
        default: 240,
        describe: 'how long delay, jitter and loss are probed; the rest takes about another minute',
      })
      .option('hours', {
        ...anyNumber('hours', { least: 0, most: 24 * 14 }),
        default: 0,
        describe: 'keep measuring for so long, hour by hour into one file',
      })
      .option('every', {
        ...anyNumber('every', { least: 1, most: 24 * 60 }),
        default: 10,
        describe: 'minutes from one measurement to the next, with --hours',
      })
      .option('name', { type: 'string', default: 'measured-line', describe: 'what scenarios call the line' })
      .option('out', { type: 'string', describe: 'the file to write (default: NAME.yaml)' })
      .option('most-mbps', {
        ...anyNumber('most-mbps', { least: 0.1, most: 1000 }),
        default: 100,
        describe: 'send no faster, in either direction; at the listening end for what it sends',
      })
      .option('most-mb', {
        ...anyNumber('most-mb', { least: 1, most: 10_000 }),
        default: 150,
        describe: 'send no more than so many megabytes a measurement',
      })
      .option('synchronised', {
        type: 'boolean',
        default: false,
        describe: 'the clocks of both ends agree (NTP nearby): tell the delay of each way',
      })
      .option('json', { type: 'boolean', default: false, describe: 'the figures on stdout as JSON' }),
  async run(args, context) {
    const { listen, target, token = process.env.LONGHAUL_PROBE_TOKEN, name, out = `${name}.yaml` } = args;
    const mostBps = args['most-mbps'] * 1e6;
    if (listen) {
      const port = target === undefined ? 0 : portOf(target);
      await listenForProbers({ port, token, mostBps, json: args.json }, context);
      return EXIT.ready;
    }
    const to = parseProbeTarget(target);
    if (token === undefined || !isToken(token))
      throw refuse(
        '--token',
        'the 22 characters that the listening end printed',
        token === undefined ? 'none' : 'others',
      );
    if (!NAME.test(name)) throw refuse('--name', 'letters, digits, -, _ and dots, at most 26', JSON.stringify(name));
    const file = resolve(out);
    if (existsSync(file)) throw refuse('--out', 'a file that is not there yet', `${out}, which is`);
    // Told now: after minutes of measuring, the figures would be lost.
    if (!existsSync(dirname(file))) throw refuse('--out', 'a file in a folder that is there', out);
    await probeFromHere(
      {
        ...{ to, token, name, file, mostBps, synchronised: args.synchronised, json: args.json },
        ...{ singlesMs: args.seconds * 1000, mostBytes: args['most-mb'] * 1e6 },
        ...{ hoursMs: args.hours * 3_600_000, everyMs: args.every * 60_000 },
      },
      context,
    );
    return EXIT.ready;
  },
};

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw refuse('--listen', 'a port from 1 to 65535, or none', JSON.stringify(text));
}

function refuse(where: string, expected: string, got: string): InputError {
  return new InputError([{ where, path: '', expected, got }]);
}
