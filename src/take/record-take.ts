import { setMaxListeners } from 'node:events';
import { join } from 'node:path';
import { realDate, wallMs } from '../lib/clock.ts';
import { messageOf } from '../lib/message-of.ts';
import { TOOL } from '../lib/tool.ts';
import { RECORDING_SCHEMA_VERSION, type RecordLine } from '../model/recording/recording.ts';
import type { Topology } from '../model/scenario/network.ts';
import type { Slow } from '../model/scenario/slow.ts';
import type { Take } from '../model/scenario/take.ts';
import type { BackendChoice } from '../network/choose-backend.ts';
import { beginPace } from '../pace/begin-pace.ts';
import { createRecorder } from '../recording/recorder.ts';
import { createCaptureDirectory, RECORDINGS, recordingName } from '../result/rehearsal-directory.ts';
import { playTake } from './play.ts';
import type { Transports } from './prepare-transports.ts';
import type { OnProgress } from './progress.ts';
import { openStage } from './stage.ts';
import type { StageOptions } from './stage-context.ts';
import type { RunningServer } from './start-server.ts';

export interface RecordOptions {
  /** Directory of the recordings and reports. */
  readonly directory: string;
  readonly backend: BackendChoice;
  /** Transports prepared for the scenario of these takes. */
  readonly transports: Transports;
  /** Path of the browser executable. */
  readonly browser: string;
  /** Largest size of a packet capture, bytes; undefined: nothing is captured. */
  readonly captureLimitBytes?: number;
  /** Factor to slow the takes' own clock by, or 'auto'. */
  readonly slow: Slow;
  /** The user's media server, if longhaul has started it. */
  readonly server?: RunningServer | undefined;
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

/**
 * Plays a take and records it to the last second, whatever happens; throws only what makes recording itself impossible. Returns the
 * factor that the take's clock was slowed to in the end. `leastFactor`: the take was spoilt before at less.
 */
export async function recordTake(
  take: Take,
  options: RecordOptions,
  leastFactor?: number,
): Promise<{ readonly factor: number }> {
  const topology = options.transports.topologyOf(take);
  const unwritable = new AbortController();
  const signal = AbortSignal.any([options.signal, unwritable.signal]);
  // Every participant adds listeners, and removes them again.
  setMaxListeners(0, options.signal, signal);
  const pace = await beginPace(take, options.slow, leastFactor);
  const recorder = createRecorder(join(options.directory, RECORDINGS, recordingName(take)));
  const onAbort = () => pace.end();
  pace.onChange((factor, why) =>
    options.onProgress({ type: 'pace', factor, ...(why !== undefined && { why: `late: ${why}` }) }),
  );
  signal.addEventListener('abort', onAbort, { once: true });
  const record = (line: RecordLine) => {
    pace.observe(line);
    try {
      recorder.write(line);
    } catch (error) {
      unwritable.abort(error);
    }
    options.onProgress({ type: 'recorded', line });
  };
  try {
    record({
      ...{ type: 'header', schemaVersion: RECORDING_SCHEMA_VERSION, atMs: wallMs(), realAtMs: realDate().getTime() },
      ...{ tool: TOOL, take, topology },
    });
    await playOnStage(take, topology, record, {
      ...{ ...options, ...captureOptions(take, options), pace, signal },
      transport: options.transports.transportOf(take),
    });
    record({ type: 'end', atMs: wallMs(), reason: 'completed' });
  } catch (error) {
    const detail = messageOf(error);
    record({ type: 'end', atMs: wallMs(), reason: options.signal.aborted ? 'interrupted' : 'failed', detail });
    options.onProgress({ type: 'trouble', error });
  } finally {
    signal.removeEventListener('abort', onAbort);
    pace.end();
    recorder.close();
  }
  return { factor: pace.factor };
}

/** Opens the stage, plays the take on it, and closes the stage again, whatever happens. */
async function playOnStage(
  take: Take,
  topology: Topology,
  record: (line: RecordLine) => void,
  options: StageOptions,
): Promise<void> {
  const { pace, onProgress } = options;
  const stage = await openStage(take, topology, record, options);
  try {
    await playTake(take, stage, pace, record, onProgress);
  } finally {
    pace.end();
    await stage.close();
  }
}

function captureOptions(take: Take, { directory, captureLimitBytes }: RecordOptions): Pick<StageOptions, 'capture'> {
  if (captureLimitBytes === undefined) return {};
  return { capture: { captureTo: createCaptureDirectory(directory, take), captureLimitBytes } };
}
