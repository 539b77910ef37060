import { wallMs } from '../lib/clock.ts';
import type { RecordLine } from '../model/recording/recording.ts';
import type { Topology } from '../model/scenario/network.ts';
import type { Take } from '../model/scenario/take.ts';
import type { ShapedNetwork } from '../network/backend.ts';
import type { LaunchedBrowser } from '../participants/launch-browser.ts';
import { startHostSampler } from '../recording/host-sampler.ts';
import { inspectEnvironment } from '../recording/inspect-environment.ts';
import type { OpenTransport } from '../transports/transport.ts';
import { checkVirtualTime } from './check-virtual-time.ts';
import { type DeviceLimits, limitDevices } from './limit-devices.ts';
import { openParticipants, type Participants } from './open-participants.ts';
import { openProbedNetwork } from './open-probed-network.ts';
import { openServerAndBrowsers } from './open-server-and-browsers.ts';
import { readClock } from './read-clock.ts';
import { createStageContext, type StageContext, type StageOptions } from './stage-context.ts';

/** Network, transport and browsers, running; nothing is published or watched yet. */
export interface Stage extends Participants {
  /** Aborts on Ctrl-C, and when something crashes without which the take is worthless. */
  readonly signal: AbortSignal;
  readonly topology: Topology;
  /** Loses one video packet of each of these viewers on purpose, `twice` with its first retransmission; undefined where the server is somebody else's. */
  readonly rehearseLoss?: ((viewers: readonly string[], twice: boolean) => void) | undefined;
  /** Begins the weather of the measured window. */
  openWindow(): Promise<void>;
  close(): Promise<void>;
}

/** Builds the stage from the bottom up. Should a step fail, closes what is open before it throws. */
export async function openStage(
  take: Take,
  topology: Topology,
  record: (line: RecordLine) => void,
  options: StageOptions,
): Promise<Stage> {
  const context = createStageContext(take, topology, record, options);
  const { pace, signal } = context;
  const close = () => closeStage(context);
  try {
    pace.begin();
    sampleHost(context);
    // Takes some seconds, like building the network; should it fail, it throws where the reading is needed.
    const clock = readClock(take.scenario, record, signal);
    clock.catch(() => {});
    const network = await openProbedNetwork(context);
    const devices = await limitViewerDevices(context);
    const { server, browsers } = await openServerAndBrowsers(context, network, devices);
    recordEnvironment(context, network, browsers);
    const correctionMs = Math.round((await clock)?.offsetMs ?? 0);
    const participants = await openParticipants(context, { server, browsers, correctionMs });
    checkVirtualTime();
    devices.begin(record, pace);
    return {
      ...{ ...participants, topology, signal, close },
      openWindow: () => network.openWindow(),
      rehearseLoss: server.rehearseLoss && ((viewers, twice) => rehearseLoss(context, server, viewers, twice)),
    };
  } catch (error) {
    pace.end();
    await close();
    throw signal.aborted ? signal.reason : error;
  }
}

function rehearseLoss(
  { event }: StageContext,
  server: OpenTransport,
  viewers: readonly string[],
  twice: boolean,
): void {
  event('origin', 'loss-rehearsed', { viewers, twice });
  server.rehearseLoss?.(viewers, twice);
}

function sampleHost({ pace, record, closers }: StageContext): void {
  const host = startHostSampler({ clock: wallMs, onSecond: record, takePace: () => pace.takeSecond() });
  closers.add('host sampler', () => host.stop());
}

async function limitViewerDevices({ take, closers }: StageContext): Promise<DeviceLimits> {
  const devices = await limitDevices(take);
  closers.add('devices', () => devices.close());
  return devices;
}

function recordEnvironment(
  { record }: StageContext,
  { backend }: ShapedNetwork,
  browsers: ReadonlyMap<string, LaunchedBrowser>,
): void {
  const [first] = browsers.values();
  record({
    ...{ type: 'environment', atMs: wallMs(), ...inspectEnvironment() },
    ...{ browser: first?.version ?? 'none', backend },
  });
}

async function closeStage({ closers, event }: StageContext): Promise<void> {
  for (const error of await closers.closeAll()) event('runner', 'close-failed', { reason: error.message });
}
