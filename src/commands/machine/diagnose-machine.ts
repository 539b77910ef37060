import { cpus, release, totalmem } from 'node:os';
import { thisMachine } from '../../capacity/machine-capacities.ts';
import { machineCpus } from '../../lib/available-cpus.ts';
import { wallMs } from '../../lib/clock.ts';
import { messageOf } from '../../lib/message-of.ts';
import { which } from '../../lib/processes.ts';
import type { HostLine } from '../../model/recording/sample-lines.ts';
import { BACKENDS } from '../../network/registry.ts';
import { chooseUplinkRoute } from '../../network/uplink/choose-uplink-route.ts';
import { findBrowser } from '../../participants/find-browser.ts';
import { startHostSampler } from '../../recording/host-sampler.ts';
import { findPreload } from '../../time/preload.ts';
import { tryPreload } from '../../time/try-preload.ts';

/** One thing that `doctor` found out about this machine. */
export interface Finding {
  readonly subject: string;
  readonly state: 'ok' | 'warn' | 'missing';
  readonly found: string;
  readonly advice?: string;
}

/** Share of CPU time that neighbours take from this machine above which latencies read too high (docs/validity.md). */
const STEAL_WARN_FRACTION = 0.02;
const BUSY_WARN_FRACTION = 0.3;

/** Finds out what this machine can do and what it lacks. */
export async function diagnoseMachine(): Promise<readonly Finding[]> {
  return [
    ...describeHost(),
    ...listCalibrations(),
    await checkBrowser(),
    await checkRealTimePriority(),
    await checkSlowedTime(),
    ...(await checkBackends()),
    await checkInternet(),
    ...(await measureLoad()),
  ];
}

function describeHost(): Finding[] {
  const { available } = machineCpus();
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
      state: available >= 2 ? 'ok' : 'warn',
      found: `${available} x ${cpus()[0]?.model.trim() ?? 'unknown'}, ${(totalmem() / 2 ** 30).toFixed(1)} GiB`,
      advice: 'a publisher and three viewers need two cores',
    },
  ];
}

/** Lists how many viewers `doctor --calibrate` found this machine to carry. */
function listCalibrations(): Finding[] {
  return (thisMachine().calibrations ?? []).map(({ picture, carries, measuredAt }) => ({
    ...{ subject: 'viewers carried', state: 'ok' },
    found: `${carries} at ${picture.codec} ${picture.width}x${picture.height}, ${picture.fps} fps, ${picture.bitrateBps / 1e6} Mbps (${measuredAt.slice(0, 10)})`,
  }));
}

async function checkBrowser(): Promise<Finding> {
  try {
    const { path, version } = await findBrowser();
    return { subject: 'browser', state: 'ok', found: `${version} (${path})` };
  } catch (error) {
    return missingFinding('browser', error);
  }
}

function missingFinding(subject: string, error: unknown): Finding {
  const advice = (error as { advice?: string }).advice;
  return {
    subject,
    state: 'missing',
    found: messageOf(error),
    ...(advice === undefined ? {} : { advice }),
  };
}

/** Tells whether a rehearsal's own clock can be slowed here, so that this machine need not be fast enough. */
async function checkSlowedTime(): Promise<Finding> {
  const preload = findPreload();
  const obstacle = 'why' in preload ? preload.why : await tryPreload(preload.path);
  return obstacle !== undefined
    ? {
        ...{ subject: 'slowed time', state: 'warn', found: `not available: ${obstacle}` },
        advice: 'takes play at the speed of this machine (--slow 1), which has to be fast and quiet enough for them',
      }
    : { subject: 'slowed time', state: 'ok', found: 'a busy machine slows the rehearsal instead of spoiling it' };
}

async function checkRealTimePriority(): Promise<Finding> {
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

async function checkBackends(): Promise<Finding[]> {
  const probes = await Promise.all(
    Object.entries(BACKENDS).map(async ([id, backend]) => ({ id, ...(await backend.probe()) })),
  );
  const isAnyWorking = probes.some(({ works }) => works);
  return probes.map(({ id, works, why, advice }) => ({
    subject: `network: ${id}`,
    state: works ? 'ok' : isAnyWorking ? 'warn' : 'missing',
    found: why,
    ...(advice === undefined ? {} : { advice }),
  }));
}

/** Tells whether hosts can reach the internet. A rehearsal on longhaul's own origin does not need it. */
async function checkInternet(): Promise<Finding> {
  const subject = 'internet inside';
  try {
    return { subject, state: 'ok', found: `over ${(await chooseUplinkRoute()).route.name} (network --internet)` };
  } catch (error) {
    return { ...missingFinding(subject, error), state: 'warn' };
  }
}

/** Samples the machine's CPU load for one second. */
async function measureLoad(): Promise<Finding[]> {
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
      state: stolen > STEAL_WARN_FRACTION || busyFraction > BUSY_WARN_FRACTION ? 'warn' : 'ok',
      found: `${(busyFraction * 100).toFixed(0)} % busy, ${(stolen * 100).toFixed(1)} % stolen by neighbours`,
      advice: 'other work on this machine slows rehearsals down, and spoils those that cannot be slowed',
    },
  ];
}
