import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fitLoad } from '../capacity/fit-load.ts';
import { machineClass } from '../capacity/machine-capacities.ts';
import { machineCpus } from '../lib/available-cpus.ts';
import { realDate } from '../lib/clock.ts';
import { InputError } from '../lib/errors.ts';
import { makeScratchFolder } from '../lib/scratch-folder.ts';
import { TOOL } from '../lib/tool.ts';
import type { RecordedTake } from '../model/recording/recorded-take.ts';
import type { CapacityPoint, MachineCapacity } from '../model/result/machine-capacity.ts';
import type { Scenario } from '../model/scenario/scenario.ts';
import { chooseBackend } from '../network/choose-backend.ts';
import { readRecording } from '../recording/reader.ts';
import { listRecordings, RECORDINGS } from '../result/rehearsal-directory.ts';
import { loadScenario } from '../scenario/load.ts';
import { planTakes } from '../scenario/plan.ts';
import { prepareTransports } from '../take/prepare-transports.ts';
import type { OnProgress } from '../take/progress.ts';
import { recordTake } from '../take/record-take.ts';
import { vocabulary } from '../verdict/vocabulary.ts';
import { capacityPoint } from './capacity-point.ts';
import { mostCarried, nextViewerCount } from './next-viewer-count.ts';

/** The picture to measure with, as written in a scenario: "1280x720", "2 Mbps". */
export interface PictureSpec {
  readonly codec: string;
  readonly size: string;
  readonly fps: number;
  readonly bitrate: string;
}

export interface MeasureCapacityOptions {
  /** Path of the browser executable, and its version. */
  readonly browser: { readonly path: string; readonly version: string };
  /** Largest number of viewers to try. */
  readonly most: number;
  readonly signal: AbortSignal;
  readonly onPoint: (point: CapacityPoint) => void;
  readonly onProgress: OnProgress;
}

/** Measured window of each take, s. */
const WINDOW_S = 8;
/** A count that failed is tried again: other tenants of the machine may have disturbed that one take. */
const ATTEMPTS = 2;
/**
 * Finds the most viewers that this machine carries: plays short takes with ever more viewers on a clean network and judges each by
 * the validity signals. Throws InputError for a picture no scenario could have, CannotMeasureError, or the signal's reason.
 */
export async function measureCapacity(spec: PictureSpec, options: MeasureCapacityOptions): Promise<MachineCapacity> {
  const points: CapacityPoint[] = [];
  let picture: MachineCapacity['picture'] | undefined;
  for (
    let next = nextViewerCount(points, options.most);
    next !== undefined;
    next = nextViewerCount(points, options.most)
  ) {
    const scenario = await loadCalibrationScenario(spec, next);
    const { codec, width, height, fps, bitrateBps } = scenario.broadcast.video;
    picture = { codec, width, height, fps, bitrateBps };
    const point = await tryViewerCount(scenario, next, options);
    points.push(point);
    options.onPoint(point);
  }
  if (picture === undefined) throw new Error('measureCapacity: `most` allows no viewer');
  const machine = machineClass();
  const load = fitLoad(points, machineCpus());
  return {
    tool: `${TOOL.name} ${TOOL.version}`,
    measuredAt: realDate().toISOString(),
    ...{ machine, browser: options.browser.version, picture, carries: mostCarried(points) },
    ...(load && { load }),
    points: points.toSorted((a, b) => a.viewers - b.viewers),
  };
}

/** Builds a scenario with `viewers` viewers in one region, by way of a scratch file so that the loader's checks apply. */
async function loadCalibrationScenario({ codec, size, fps, bitrate }: PictureSpec, viewers: number): Promise<Scenario> {
  const directory = makeScratchFolder('calibration');
  try {
    const file = join(directory, 'calibration.yaml');
    const text = (value: string) => JSON.stringify(value);
    const video = `{codec: ${text(codec)}, size: ${text(size)}, fps: ${fps}, bitrate: ${text(bitrate)}}`;
    await writeFile(
      file,
      `name: calibration
duration: ${WINDOW_S}s
warmup: 3s
broadcast: {video: ${video}, firstMile: {rtt: 10 ms}}
regions: [{region: here, viewers: ${viewers}, haul: {rtt: 40 ms}, access: {rtt: 10 ms}}]
`,
    );
    return (await loadScenario(file, vocabulary)).scenario;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.problems.map((problem) => ({ ...problem, where: 'doctor --calibrate' })));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function tryViewerCount(
  scenario: Scenario,
  viewers: number,
  options: MeasureCapacityOptions,
): Promise<CapacityPoint> {
  let point: CapacityPoint | undefined;
  for (let attempt = 1; attempt <= ATTEMPTS && point?.carried !== true; attempt++) {
    options.signal.throwIfAborted();
    point = capacityPoint(await playOnce(scenario, options), viewers);
  }
  options.signal.throwIfAborted();
  if (point === undefined) throw new Error('no attempt was made');
  return point;
}

async function playOnce(
  scenario: Scenario,
  { browser, signal, onProgress }: MeasureCapacityOptions,
): Promise<RecordedTake> {
  const [take] = planTakes(scenario);
  if (take === undefined) throw new Error('a scenario without takes');
  const directory = makeScratchFolder('calibration');
  try {
    await mkdir(join(directory, RECORDINGS));
    const transports = await prepareTransports(scenario);
    const backend = await chooseBackend('auto', { topology: transports.topologyOf(take) });
    await recordTake(take, { directory, backend, transports, browser: browser.path, slow: 1, signal, onProgress });
    const [recording = ''] = listRecordings(directory);
    return await readRecording(recording);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
