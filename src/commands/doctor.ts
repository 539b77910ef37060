import { cpus, release, totalmem } from 'node:os';
import { thisMachine } from '../capacity/machine-capacities.ts';
import { wallMs } from '../lib/clock.ts';
import { EXIT } from '../lib/errors.ts';
import { which } from '../lib/processes.ts';
import type { HostLine } from '../model/recording/sample-lines.ts';
import { BACKENDS } from '../network/registry.ts';
import { chooseUplinkRoute } from '../network/uplink/choose-uplink-route.ts';
import { findBrowser } from '../participants/find-browser.ts';
import { startHostSampler } from '../recording/host-sampler.ts';
import { findPreload } from '../time/preload.ts';
import { tryPreload } from '../time/try-preload.ts';
import type { Command } from './command.ts';
import { anyNumber, wholeNumber } from './options/number-option.ts';

interface Args {
  readonly json: boolean;
  readonly calibrate: boolean;
  readonly codec: string;
  readonly size: string;
  readonly fps: number;
  readonly bitrate: string;
  readonly most: number;
}

interface Finding {
  readonly subject: string;
  readonly state: 'ok' | 'warn' | 'missing';
  readonly found: string;
  readonly advice?: string;
}

/** CPU that neighbours take from this machine: above this, latencies read too high (docs/validity.md). */
const STEAL_WARN_FRACTION = 0.02;

/** What this machine can do, what is missing, and how to get it. Exit code 0 when `run` can work here, else 3. */
export const doctor: Command<Args> = {
  usage: 'doctor',
  describe: 'say what this machine can do, what is missing, and how to get it',
  options: (yargs) =>
    yargs
      .option('json', { type: 'boolean', default: false, describe: 'the findings on stdout as JSON' })
      .option('calibrate', {
        type: 'boolean',
        default: false,
        describe: 'try how many viewers this machine carries at a picture (some minutes); run and check go by it',
      })
      .option('codec', { type: 'string', default: 'h264', describe: 'with --calibrate: the picture to try' })
      .option('size', { type: 'string', default: '1280x720', describe: 'likewise' })
      .option('fps', { ...anyNumber('fps', { least: 1, most: 240 }), default: 30, describe: 'likewise' })
      .option('bitrate', { type: 'string', default: '2 Mbps', describe: 'likewise' })
      .option('most', {
        ...wholeNumber('most', { least: 1, most: 1000 }),
        default: 16,
        describe: 'with --calibrate: no more viewers than that',
      }),
  async run({ calibrate, ...args }, context) {
    // Only where it is asked for: it loads all that plays a take.
    if (calibrate) return (await import('./calibrate.ts')).calibrate(args, context);
    const [{ json }, { terminal }] = [args, context];
    const findings = [
      ...machine(),
      ...calibrations(),
      await browser(),
      await realTimePriority(),
      await slowedTime(),
      ...(await backends()),
      await internet(),
      ...(await load()),
    ];
    const works = findings.every(({ state }) => state !== 'missing');
    if (json) terminal.print(JSON.stringify({ works, findings }, null, 2));
    else {
      for (const { subject, state, found, advice } of findings) {
        terminal.print(`${{ ok: '  ok   ', warn: '  note ', missing: '  MISS ' }[state]}${subject.padEnd(18)} ${found}`);
        if (advice !== undefined && state !== 'ok') terminal.print(`${' '.repeat(26)}${advice}`);
      }
      terminal.print(
        works ? '\nThis machine can rehearse.' : '\nThis machine cannot rehearse yet; see the lines marked MISS.',
      );
    }
    return works ? EXIT.ready : EXIT.couldNotMeasure;
  },
};

function machine(): Finding[] {
  const cores = cpus();
  return [
    { subject: 'Node', state: 'ok', found: process.versions.node },
    {
      subject: 'system',
      state: process.platform === 'linux' ? 'ok' : 'warn',
      found: `${process.platform} ${release()}`,
      advice: 'networks are shaped on Linux; check, judge and report work here',
    },
    {
      subject: 'CPU and memory',
      state: cores.length >= 2 ? 'ok' : 'warn',
      found: `${cores.length} x ${cores[0]?.model.trim() ?? 'unknown'}, ${(totalmem() / 2 ** 30).toFixed(1)} GiB`,
      advice: 'a publisher and three viewers need two cores',
    },
  ];
}

function calibrations(): Finding[] {
  return (thisMachine().calibrations ?? []).map(({ picture, carries, measuredAt }) => ({
    ...{ subject: 'viewers carried', state: 'ok' },
    found: `${carries} at ${picture.codec} ${picture.width}x${picture.height}, ${picture.fps} fps, ${picture.bitrateBps / 1e6} Mbps (${measuredAt.slice(0, 10)})`,
  }));
}

async function browser(): Promise<Finding> {
  try {
    const { path, version } = await findBrowser();
    return { subject: 'browser', state: 'ok', found: `${version} (${path})` };
  } catch (error) {
    return missing('browser', error);
  }
}

function missing(subject: string, error: unknown): Finding {
  const advice = (error as { advice?: string }).advice;
  return {
    subject,
    state: 'missing',
    found: error instanceof Error ? error.message : String(error),
    ...(advice === undefined ? {} : { advice }),
  };
}

/** Whether a rehearsal's own clock can be slowed here, so that this machine need not be fast enough. */
async function slowedTime(): Promise<Finding> {
  const preload = findPreload();
  const why = 'why' in preload ? preload.why : await tryPreload(preload.path);
  return why !== undefined
    ? {
        ...{ subject: 'slowed time', state: 'warn', found: `not here: ${why}` },
        advice: 'takes play at the speed of this machine (--slow 1), which has to be fast and quiet enough for them',
      }
    : { subject: 'slowed time', state: 'ok', found: 'a busy machine slows the rehearsal instead of spoiling it' };
}

async function realTimePriority(): Promise<Finding> {
  const chrt = await which('chrt');
  const root = process.getuid?.() === 0;
  return chrt !== undefined && root
    ? {
        subject: 'real-time priority',
        state: 'ok',
        found: 'permitted: the shaper and the origin keep their timing beside busy browsers',
      }
    : {
        subject: 'real-time priority',
        state: 'warn',
        found: root ? 'no chrt' : 'not permitted',
        advice: 'run as root, with util-linux installed, for better timing',
      };
}

async function backends(): Promise<Finding[]> {
  const probes = await Promise.all(
    Object.entries(BACKENDS).map(async ([id, backend]) => ({ id, ...(await backend.probe()) })),
  );
  const any = probes.some(({ works }) => works);
  return probes.map(({ id, works, why, advice }) => ({
    subject: `network: ${id}`,
    state: works ? 'ok' : any ? 'warn' : 'missing',
    found: why,
    ...(advice === undefined ? {} : { advice }),
  }));
}

/** Nobody needs it for a rehearsal on the origin of longhaul's own. */
async function internet(): Promise<Finding> {
  const subject = 'internet inside';
  try {
    return { subject, state: 'ok', found: `over ${(await chooseUplinkRoute()).route.name} (network --internet)` };
  } catch (error) {
    return { ...missing(subject, error), state: 'warn' };
  }
}

/** One second of the machine as it is now. */
async function load(): Promise<Finding[]> {
  const line = await new Promise<HostLine>((resolve) => {
    const sampler = startHostSampler({
      clock: wallMs,
      onSecond: (second) => {
        sampler.stop();
        resolve(second);
      },
    });
  });
  const { busyFraction, stealFraction } = line;
  if (busyFraction === undefined) return [];
  const stolen = stealFraction ?? 0;
  return [
    {
      subject: 'load now',
      state: stolen > STEAL_WARN_FRACTION || busyFraction > 0.3 ? 'warn' : 'ok',
      found: `${(busyFraction * 100).toFixed(0)} % busy, ${(stolen * 100).toFixed(1)} % stolen by neighbours`,
      advice: 'other work on this machine slows rehearsals down, and spoils those that cannot be slowed',
    },
  ];
}
