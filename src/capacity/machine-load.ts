import { speedText } from '../lib/speed-text.ts';
import type { LoadModel, MachineCapacity } from '../model/result/machine-capacity.ts';
import { LEAST_FACTOR, MOST_FACTOR, NOTABLE_FACTOR, type Slow } from '../model/scenario/slow.ts';
import { type CostlyPicture, coresOf, scaleLoad } from './load-model.ts';

/** The machine that a scenario is to run on. */
export interface Machine {
  readonly cpus: number;
  /** Calibrations of this machine class, by `doctor --calibrate`; newest first. */
  readonly calibrations?: readonly MachineCapacity[];
  /** Overrides the scenario's: the command line's choice, or 1 where time cannot be slowed. */
  readonly slow?: Slow;
  /** Whether longhaul starts the media server, which is then slowed with it. */
  readonly startsServer?: boolean;
}

/**
 * Load measured on two cores with H264 720p30 at 2 Mbps, browsers, origin and shaper together: 30, 38, 53, 65 and 79 %
 * busy with 3, 4, 6, 8 and 10 viewers, that is 0.18 cores plus 0.14 per viewer.
 */
const MEASURED: LoadModel = { sendingCores: 0.18, viewerCores: 0.14 };
const MEASURED_AT: CostlyPicture = { codec: 'h264', width: 1280, height: 720, fps: 30 };

/**
 * Bounds on the busy fraction: six viewers on two cores (53 %) were always fine; with ten (79 %) the machine lost
 * frames.
 */
const COMFORTABLE_BUSY = 0.6;
const STARVED_BUSY = 0.79;

/** Estimates how many cores a take keeps busy on average, for a machine that was not calibrated. */
export function coresNeeded(video: CostlyPicture, viewers: number): number {
  return coresOf(scaleLoad(MEASURED, MEASURED_AT, video), viewers);
}

/**
 * Returns the time dilation factor at which a load leaves the CPUs room to spare, within the factors that can be asked
 * for.
 */
export function factorFor(cores: number, cpus: number): number {
  return Math.min(MOST_FACTOR, Math.max(LEAST_FACTOR, cores / (COMFORTABLE_BUSY * cpus)));
}

/** Predicts the factor a take will be played at: the one asked for, else from calibrations, else from the estimate. */
export function expectedFactor(video: CostlyPicture, viewers: number, machine: Machine): number {
  const { slow = 'auto' } = machine;
  if (slow !== 'auto') return slow;
  const calibration = calibrationFor(video, machine);
  if (calibration === undefined) return factorFor(coresNeeded(video, viewers), machine.cpus);
  const { load, carriedCores } = calibratedLoad(video, calibration);
  return Math.min(MOST_FACTOR, Math.max(LEAST_FACTOR, coresOf(load, viewers) / carriedCores));
}

/**
 * Returns a warning when there are more viewers than the machine is sure to carry, else undefined. The warning says how
 * slowly the take will be played or, where the factor is given, that the take may be invalid.
 */
export function overloadWarning(video: CostlyPicture, viewers: number, machine: Machine): string | undefined {
  const { cpus, slow = 'auto' } = machine;
  const factor = expectedFactor(video, viewers, machine);
  if (slow === 'auto' && factor < NOTABLE_FACTOR) return undefined;
  const fixedFactor = slow === 'auto' ? 1 : slow;
  const slowed = fixedFactor === 1 ? '' : ` at ${speedText(fixedFactor)} of its speed`;
  const calibration = calibrationFor(video, machine);
  if (calibration !== undefined) {
    const most =
      fixedFactor === 1 && isSame(video, calibration.picture)
        ? calibration.carries
        : carriesAt(video, calibration, fixedFactor);
    if (viewers <= most) return undefined;
    const consequence = slow === 'auto' ? playedAt(factor) : `the take may be invalid${slowed}`;
    return `this machine carries ${most} viewer${most === 1 ? '' : 's'} at this picture (${provenance(video, calibration)}); the scenario has ${viewers}: ${consequence}`;
  }
  const cores = coresNeeded(video, viewers) / fixedFactor;
  if (cores <= COMFORTABLE_BUSY * cpus) return undefined;
  const needed = cores < 10 ? cores.toFixed(1) : cores.toFixed(0);
  const subject = viewers === 1 ? '1 viewer needs' : `${viewers} viewers need`;
  const busy = `${subject} about ${needed} cores${slowed}, and ${Number((COMFORTABLE_BUSY * cpus).toFixed(1))} of this machine’s ${cpus} can be busy without being late`;
  if (slow === 'auto') return `${busy}: ${playedAt(factor)}`;
  const likelihood = cores >= STARVED_BUSY * cpus ? 'will most likely' : 'may';
  return `${busy}: the take ${likelihood} be invalid (an estimate: \`longhaul doctor --calibrate\` measures it)`;
}

function playedAt(factor: number): string {
  const speed = speedText(factor);
  return factor < MOST_FACTOR
    ? `played at about ${speed} of its speed`
    : `even at ${speed} of its speed the take may be invalid`;
}

/** Returns the newest calibration with the same codec, else the newest of all. */
function calibrationFor({ codec }: CostlyPicture, { calibrations = [] }: Machine): MachineCapacity | undefined {
  return calibrations.find(({ picture }) => picture.codec === codec) ?? calibrations[0];
}

function provenance(video: CostlyPicture, { picture, measuredAt, points }: MachineCapacity): string {
  const notTried = points.some(({ carried }) => !carried) ? '' : ', more were not tried';
  const measured = `measured ${measuredAt.slice(0, 10)}${notTried}`;
  return isSame(video, picture)
    ? measured
    : `calculated from ${picture.codec} ${picture.width}x${picture.height} at ${picture.fps} fps, ${measured}`;
}

function isSame(video: CostlyPicture, picture: CostlyPicture): boolean {
  const pixels = (of: CostlyPicture) => of.width * of.height * of.fps;
  return video.codec === picture.codec && pixels(video) === pixels(picture);
}

/**
 * Returns how many viewers keep no more cores busy than the calibrated number did; time slowed by `factor` has that
 * many times the cores.
 */
export function carriesAt(video: CostlyPicture, calibration: MachineCapacity, factor = 1): number {
  const { load, carriedCores } = calibratedLoad(video, calibration);
  const room = carriedCores * factor - load.sendingCores;
  return Math.max(0, Math.floor(room / load.viewerCores + 1e-9));
}

/**
 * Returns what a picture costs on a calibrated machine, and how many cores were busy with the most viewers it carried.
 */
function calibratedLoad(video: CostlyPicture, { picture, carries, load }: MachineCapacity) {
  const measured = load ?? scaleLoad(MEASURED, MEASURED_AT, picture);
  return { load: scaleLoad(measured, picture, video), carriedCores: coresOf(measured, carries) };
}
