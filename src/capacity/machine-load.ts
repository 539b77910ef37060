import { speedText } from '../lib/speed-text.ts';
import type { LoadModel, MachineCapacity } from '../model/result/machine-capacity.ts';
import { LEAST_FACTOR, MOST_FACTOR, type Slow, TELLING_FACTOR } from '../model/scenario/slow.ts';
import { type CostlyPicture, coresOf, scaleLoad } from './load-model.ts';

/** What a scenario is to run on. */
export interface Machine {
  readonly cpus: number;
  /** Of this class of machine, by `doctor --calibrate`; newest first. */
  readonly calibrations?: readonly MachineCapacity[];
  /** Goes before the scenario's own: what the command line asks for, or 1 where time cannot be slowed. */
  readonly slow?: Slow;
  /** A media server that is not longhaul's own is slowed with it: longhaul starts it. */
  readonly startsServer?: boolean;
}

/**
 * Measured on two cores, H264 720p30 at 2 Mbps, browsers, origin and shaper together: busy 30, 38, 53, 65, 79 % with 3, 4, 6,
 * 8, 10 viewers, which is 0.18 cores and 0.14 for every viewer.
 */
const MEASURED: LoadModel = { sendingCores: 0.18, viewerCores: 0.14 };
const MEASURED_AT: CostlyPicture = { codec: 'h264', width: 1280, height: 720, fps: 30 };

/** Six viewers on two cores (53 % busy) were always fine; ten (79 %) lost frames to the machine. */
const COMFORTABLE_BUSY = 0.6;
const STARVED_BUSY = 0.79;

/** Cores a take keeps busy, on average, as far as nobody measured this machine. */
export function coresNeeded(video: CostlyPicture, viewers: number): number {
  return coresOf(scaleLoad(MEASURED, MEASURED_AT, video), viewers);
}

/** How far time is to be slowed for this load, so that so many CPUs have room to spare; within what can be asked for. */
export function factorFor(cores: number, cpus: number): number {
  return Math.min(MOST_FACTOR, Math.max(LEAST_FACTOR, cores / (COMFORTABLE_BUSY * cpus)));
}

/** The factor that a take of so many viewers will be played at, as far as it is known before: asked for, measured or reckoned. */
export function expectedFactor(video: CostlyPicture, viewers: number, machine: Machine): number {
  const { slow = 'auto' } = machine;
  if (slow !== 'auto') return slow;
  const calibration = calibrationFor(video, machine);
  if (calibration === undefined) return factorFor(coresNeeded(video, viewers), machine.cpus);
  const { ofPicture, carriedCores } = loadOf(video, calibration);
  return Math.min(MOST_FACTOR, Math.max(LEAST_FACTOR, coresOf(ofPicture, viewers) / carriedCores));
}

/**
 * A sentence when the viewers are more than the machine carries with certainty, else undefined: how slowly they will be played, or,
 * where the factor is given, that the take may be invalid.
 */
export function overloadWarning(video: CostlyPicture, viewers: number, machine: Machine): string | undefined {
  const { cpus, slow = 'auto' } = machine;
  const factor = expectedFactor(video, viewers, machine);
  if (slow === 'auto' && factor < TELLING_FACTOR) return undefined;
  const given = slow === 'auto' ? 1 : slow;
  const slowed = given === 1 ? '' : ` at ${speedText(given)} of its speed`;
  const calibration = calibrationFor(video, machine);
  if (calibration !== undefined) {
    const most =
      given === 1 && isSame(video, calibration.picture) ? calibration.carries : carriesAt(video, calibration, given);
    if (viewers <= most) return undefined;
    const then = slow === 'auto' ? playedAt(factor) : `the take may be invalid${slowed}`;
    return `this machine carries ${most} viewer${most === 1 ? '' : 's'} at this picture (${howKnown(video, calibration)}); the scenario has ${viewers}: ${then}`;
  }
  const cores = coresNeeded(video, viewers) / given;
  if (cores <= COMFORTABLE_BUSY * cpus) return undefined;
  const needed = cores < 10 ? cores.toFixed(1) : cores.toFixed(0);
  const subject = viewers === 1 ? '1 viewer needs' : `${viewers} viewers need`;
  if (slow === 'auto') return `${subject} about ${needed} cores of ${cpus}: ${playedAt(factor)}`;
  const likelihood = cores >= STARVED_BUSY * cpus ? 'will most likely' : 'may';
  return `${subject} about ${needed} cores${slowed}; this machine has ${cpus}: the take ${likelihood} be invalid (an estimate: \`longhaul doctor --calibrate\` measures it)`;
}

function playedAt(factor: number): string {
  const speed = speedText(factor);
  return factor < MOST_FACTOR
    ? `played at about ${speed} of its speed`
    : `even at ${speed} of its speed the take may be invalid`;
}

/** The newest with the same codec, where that was measured. */
function calibrationFor({ codec }: CostlyPicture, { calibrations = [] }: Machine): MachineCapacity | undefined {
  return calibrations.find(({ picture }) => picture.codec === codec) ?? calibrations[0];
}

function howKnown(video: CostlyPicture, { picture, measuredAt, points }: MachineCapacity): string {
  const untried = points.some(({ carried }) => !carried) ? '' : ', more were not tried';
  const measured = `measured ${measuredAt.slice(0, 10)}${untried}`;
  return isSame(video, picture)
    ? measured
    : `reckoned from ${picture.codec} ${picture.width}x${picture.height} at ${picture.fps} fps, ${measured}`;
}

function isSame(video: CostlyPicture, picture: CostlyPicture): boolean {
  const pixels = (of: CostlyPicture) => of.width * of.height * of.fps;
  return video.codec === picture.codec && pixels(video) === pixels(picture);
}

/** As many as keep no more cores busy than the calibrated number did at its own picture; in slowed time so many times as many cores. */
export function carriesAt(video: CostlyPicture, calibration: MachineCapacity, factor = 1): number {
  const { ofPicture, carriedCores } = loadOf(video, calibration);
  const room = carriedCores * factor - ofPicture.sendingCores;
  return Math.max(0, Math.floor(room / ofPicture.viewerCores + 1e-9));
}

/** Cost of a picture on a calibrated machine, and how many cores that had busy with the most that it carried. */
function loadOf(video: CostlyPicture, { picture, carries, load }: MachineCapacity) {
  const measured = load ?? scaleLoad(MEASURED, MEASURED_AT, picture);
  return { ofPicture: scaleLoad(measured, picture, video), carriedCores: coresOf(measured, carries) };
}
