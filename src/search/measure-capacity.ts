import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fitLoad } from '../capacity/fit-load.ts';
import { machineClass } from '../capacity/machine-capacities.ts';
import { realDate } from '../lib/clock.ts';
import { InputError } from '../lib/errors.ts';
import { TOOL } from '../lib/tool.ts';
import { measuredWindow } from '../metrics/series/measured-window.ts';
import { isWithin } from '../metrics/series/span.ts';
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
import { checkValidity } from '../verdict/validity/check-validity.ts';
import { vocabulary } from '../verdict/vocabulary.ts';
import { mostCarried, nextViewerCount } from './next-viewer-count.ts';

/** As written in a scenario: "1280x720", "2 Mbps". */
export interface AskedPicture {
  readonly codec: string;
  readonly size: string;
  readonly fps: number;
  readonly bitrate: string;
}

export interface MeasureCapacityOptions {
  /** Browser executable's path, and its version. */
  readonly browser: { readonly path: string; readonly version: string };
  readonly most: number;
  readonly signal: AbortSignal;
  readonly onPoint: (point: CapacityPoint) => void;
  readonly onProgress: OnProgress;
}

const SECONDS = 8;
/** What neighbours did to a take they may not do to the next: a count that failed is tried again. */
const ATTEMPTS = 2;
/** Ten viewers at 79 % busy lost 0.4 fps; and a machine that just kept up would not in a minute with a scene cut more. */
const MOST_BUSY = 0.76;

/**
 * Short takes with ever more viewers on a clean network, each judged by the signals of validity, until the most that this
 * machine carries is known. Throws InputError for a picture no scenario could have, CannotMeasureError, or the signal's reason.
 */
export async function measureCapacity(asked: AskedPicture, options: MeasureCapacityOptions): Promise<MachineCapacity> {
  const points: CapacityPoint[] = [];
  let picture: MachineCapacity['picture'] | undefined;
  for (
    let next = nextViewerCount(points, options.most);
    next !== undefined;
    next = nextViewerCount(points, options.most)
  ) {
    const scenario = await scenarioOf(asked, next);
    const { codec, width, height, fps, bitrateBps } = scenario.broadcast.video;
    picture = { codec, width, height, fps, bitrateBps };
    const point = await tryViewers(scenario, next, options);
    points.push(point);
    options.onPoint(point);
  }
  if (picture === undefined) throw new Error('calibrateMachine: at least one viewer');
  const machine = machineClass();
  const load = fitLoad(points, machine.cpus);
  return {
    tool: `${TOOL.name} ${TOOL.version}`,
    measuredAt: realDate().toISOString(),
    ...{ machine, browser: options.browser.version, picture, carries: mostCarried(points) },
    ...(load && { load }),
    points: points.toSorted((a, b) => a.viewers - b.viewers),
  };
}

async function scenarioOf({ codec, size, fps, bitrate }: AskedPicture, viewers: number): Promise<Scenario> {
  const directory = await mkdtemp(join(tmpdir(), 'longhaul-calibration-'));
  try {
    const file = join(directory, 'calibration.yaml');
    const text = (value: string) => JSON.stringify(value);
    const video = `{codec: ${text(codec)}, size: ${text(size)}, fps: ${fps}, bitrate: ${text(bitrate)}}`;
    await writeFile(
      file,
      `name: calibration
duration: ${SECONDS}s
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

async function tryViewers(
  scenario: Scenario,
  viewers: number,
  options: MeasureCapacityOptions,
): Promise<CapacityPoint> {
  let point: CapacityPoint | undefined;
  for (let attempt = 1; attempt <= ATTEMPTS && point?.carried !== true; attempt++) {
    options.signal.throwIfAborted();
    point = pointOf(await play(scenario, options), viewers);
  }
  options.signal.throwIfAborted();
  if (point === undefined) throw new Error('no attempt was made');
  return point;
}

async function play(
  scenario: Scenario,
  { browser, signal, onProgress }: MeasureCapacityOptions,
): Promise<RecordedTake> {
  const [take] = planTakes(scenario);
  if (take === undefined) throw new Error('a scenario without takes');
  const directory = await mkdtemp(join(tmpdir(), 'longhaul-calibration-'));
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

/** What one take says of the machine. */
export function pointOf(take: RecordedTake, viewers: number): CapacityPoint {
  const { valid, reasons, invalidSeconds } = checkValidity(take);
  const window = measuredWindow(take);
  const host = window === undefined ? [] : take.host.filter(({ atMs }) => isWithin(atMs, window));
  const timers = take.viewers.flatMap((viewer) =>
    viewer.timers.flatMap(({ atMs, lateP99Ms }) =>
      window !== undefined && lateP99Ms !== undefined && isWithin(atMs, window) ? [lateP99Ms] : [],
    ),
  );
  const busyFraction = meanOf(host.flatMap((line) => line.busyFraction ?? []));
  const stealFraction = meanOf(host.flatMap((line) => line.stealFraction ?? []));
  const signals = [...reasons.map(({ signal }) => signal), ...invalidSeconds.flatMap((second) => second.signals)];
  const hasRoom = busyFraction === undefined || busyFraction <= MOST_BUSY;
  return {
    viewers,
    carried: valid && window !== undefined && hasRoom,
    ...(busyFraction !== undefined && { busyFraction }),
    ...(stealFraction !== undefined && { stealFraction }),
    ...(timers.length > 0 && { worstTimerMs: Math.max(...timers) }),
    signals: [...new Set(signals)],
  };
}

function meanOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}
