import type { LoadModel, MachineCalibration } from '../model/machine-calibration.ts';
import { type CostlyPicture, coresOf, scaleLoad } from './load-model.ts';

/** What a scenario is to run on. */
export interface Machine {
  readonly cpus: number;
  /** Of this class of machine, by `doctor --calibrate`; newest first. */
  readonly calibrations?: readonly MachineCalibration[];
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

/** A sentence when the viewers are more than the machine carries with certainty, else undefined. */
export function overloadWarning(
  video: CostlyPicture,
  viewers: number,
  { cpus, calibrations = [] }: Machine,
): string | undefined {
  const calibration = calibrations.find(({ picture }) => picture.codec === video.codec) ?? calibrations[0];
  if (calibration !== undefined) return calibratedWarning(video, viewers, calibration);
  const cores = coresNeeded(video, viewers);
  if (cores <= COMFORTABLE_BUSY * cpus) return undefined;
  const likelihood = cores >= STARVED_BUSY * cpus ? 'will most likely' : 'may';
  const needed = cores < 10 ? cores.toFixed(1) : cores.toFixed(0);
  const subject = viewers === 1 ? '1 viewer needs' : `${viewers} viewers need`;
  return `${subject} about ${needed} cores; this machine has ${cpus}: the take ${likelihood} be invalid (an estimate: \`longhaul doctor --calibrate\` measures it)`;
}

/** What the machine was measured to carry, at this picture or scaled to it. */
function calibratedWarning(video: CostlyPicture, viewers: number, calibration: MachineCalibration): string | undefined {
  const { picture, carries, measuredAt, points } = calibration;
  const isSame =
    video.codec === picture.codec &&
    video.width * video.height * video.fps === picture.width * picture.height * picture.fps;
  const most = isSame ? carries : carriesAt(video, calibration);
  if (viewers <= most) return undefined;
  const untried = points.some(({ carried }) => !carried) ? '' : ', more were not tried';
  const measured = `measured ${measuredAt.slice(0, 10)}${untried}`;
  const how = isSame
    ? measured
    : `reckoned from ${picture.codec} ${picture.width}x${picture.height} at ${picture.fps} fps, ${measured}`;
  return `this machine carries ${most} viewer${most === 1 ? '' : 's'} at this picture (${how}); the scenario has ${viewers}: the take may be invalid`;
}

/** As many as keep no more cores busy than the calibrated number did at its own picture. */
export function carriesAt(video: CostlyPicture, calibration: MachineCalibration): number {
  const { picture, carries, load = scaleLoad(MEASURED, MEASURED_AT, picture) } = calibration;
  const { sendingCores, viewerCores } = scaleLoad(load, picture, video);
  return Math.max(0, Math.floor((coresOf(load, carries) - sendingCores) / viewerCores + 1e-9));
}
