import { setMaxListeners } from 'node:events';
import { wallMs } from '../lib/clock.ts';
import { Closers } from '../lib/closers.ts';
import type { EventName } from '../model/recording/event-line.ts';
import type { RecordLine } from '../model/recording/recording.ts';
import type { Topology } from '../model/scenario/network.ts';
import type { Take } from '../model/scenario/take.ts';
import type { OpenOptions } from '../network/backend.ts';
import type { BackendChoice } from '../network/choose-backend.ts';
import type { Pace } from '../pace/pace.ts';
import type { PreparedTransport } from '../transports/transport.ts';
import type { OnProgress } from './progress.ts';
import type { RunningServer } from './start-server.ts';

/** Node that the publisher runs on, and its name in the recording. */
export const PUBLISHER = 'publisher';

export interface StageOptions {
  readonly backend: BackendChoice;
  /** Path of the browser executable. */
  readonly browser: string;
  readonly transport: PreparedTransport;
  readonly capture?: Pick<OpenOptions, 'captureTo' | 'captureLimitBytes'>;
  /** Speed of the take's own clock. */
  readonly pace: Pace;
  /** The user's media server, if longhaul has started it: the take ends with it. */
  readonly server?: RunningServer | undefined;
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

/** Everything that the steps of building a stage share. Its `signal` also aborts when something vital crashes. */
export interface StageContext extends StageOptions {
  readonly take: Take;
  readonly topology: Topology;
  readonly record: (line: RecordLine) => void;
  /** Each step adds a closer for whatever it opens. */
  readonly closers: Closers;
  /** Records an event with the current time. */
  readonly event: (source: string, name: EventName, detail?: Record<string, unknown>) => void;
  /** Returns a handler that records the crash of `source` by name, then ends the take. */
  readonly onCrash: (source: string) => (error: Error) => void;
}

export function createStageContext(
  take: Take,
  topology: Topology,
  record: (line: RecordLine) => void,
  options: StageOptions,
): StageContext {
  const crash = new AbortController();
  const signal = AbortSignal.any([options.signal, crash.signal]);
  // Every participant adds listeners of its own.
  setMaxListeners(0, signal);
  const event: StageContext['event'] = (source, name, detail = {}) =>
    record({ type: 'event', atMs: wallMs(), source, name, detail });
  const onCrash: StageContext['onCrash'] = (source) => (error) => {
    event(source, 'crashed', { reason: error.message });
    crash.abort(error);
  };
  const closers = new Closers();
  const stopWatching = options.server?.onEnd(onCrash('server'));
  if (stopWatching !== undefined) closers.add('server watch', async () => stopWatching());
  return { ...options, ...{ take, topology, record, signal, event, closers, onCrash } };
}
