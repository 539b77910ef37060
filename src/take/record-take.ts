import { setMaxListeners } from 'node:events';
import { join } from 'node:path';
import { realDate, wallMs } from '../lib/clock.ts';
import { TOOL } from '../lib/tool.ts';
import { RECORDING_SCHEMA_VERSION, type RecordLine } from '../model/recording/recording.ts';
import type { Slow } from '../model/scenario/slow.ts';
import type { Take } from '../model/scenario/take.ts';
import type { BackendChoice } from '../network/choose-backend.ts';
import { beginPace } from '../pace/begin-pace.ts';
import { createRecorder } from '../recording/recorder.ts';
import { createCaptureDirectory, RECORDINGS, recordingName } from '../result/rehearsal-directory.ts';
import { playTake } from './play.ts';
import type { Transports } from './prepare-transports.ts';
import type { OnProgress } from './progress.ts';
import { openStage, type StageOptions } from './stage.ts';

export interface RecordOptions {
  /** Recordings and reports go here. */
  readonly directory: string;
  readonly backend: BackendChoice;
  /** Those of this scenario. */
  readonly transports: Transports;
  /** Browser executable's path. */
  readonly browser: string;
  /** Every take's packets are captured, no file becoming larger than this. */
  readonly captureLimitBytes?: number;
  /** How far the takes' own clock is slowed. */
  readonly slow: Slow;
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

/** What playing a take has shown. */
export interface PlayedTake {
  /** The factor it came to. */
  readonly factor: number;
}

/**
 * Whatever happens is in the recording, to the last second; only what makes recording itself impossible is thrown. `leastFactor`:
 * less was too little for this take before.
 */
export async function recordTake(take: Take, options: RecordOptions, leastFactor?: number): Promise<PlayedTake> {
  const topology = options.transports.topologyOf(take);
  const recorder = createRecorder(join(options.directory, RECORDINGS, recordingName(take)));
  const unwritable = new AbortController();
  const signal = AbortSignal.any([options.signal, unwritable.signal]);
  // One listener and more for each participant, and all of them leave again.
  setMaxListeners(0, options.signal, signal);
  const pace = await beginPace(take, options.slow, leastFactor);
  const onAbort = () => pace.end();
  pace.onChange((factor) => options.onProgress({ type: 'pace', factor }));
  signal.addEventListener('abort', onAbort, { once: true });
  const record = (line: RecordLine) => {
    pace.observe(line);
    try {
      recorder.write(line);
    } catch (error) {
      unwritable.abort(error);
    }
  };
  try {
    record({
      ...{ type: 'header', schemaVersion: RECORDING_SCHEMA_VERSION, atMs: wallMs(), realAtMs: realDate().getTime() },
      ...{ tool: TOOL, take, topology },
    });
    const stage = await openStage(take, topology, record, {
      ...{ ...options, ...capture(take, options), pace, signal },
      transport: options.transports.of(take),
    });
    try {
      await playTake(take, stage, pace, record, options.onProgress);
    } finally {
      pace.end();
      await stage.close();
    }
    record({ type: 'end', atMs: wallMs(), reason: 'completed' });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    record({ type: 'end', atMs: wallMs(), reason: options.signal.aborted ? 'interrupted' : 'failed', detail });
    options.onProgress({ type: 'trouble', error });
  } finally {
    signal.removeEventListener('abort', onAbort);
    pace.end();
    recorder.close();
  }
  return { factor: pace.factor };
}

function capture(take: Take, { directory, captureLimitBytes }: RecordOptions): Pick<StageOptions, 'capture'> {
  if (captureLimitBytes === undefined) return {};
  return { capture: { captureTo: createCaptureDirectory(directory, take), captureLimitBytes } };
}
