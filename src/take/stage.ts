import { setMaxListeners } from 'node:events';
import { planPictures } from '../browser/snapshots/picture-plan.ts';
import { wallMs } from '../lib/clock.ts';
import { Closers } from '../lib/closers.ts';
import type { EventName } from '../model/recording/event-line.ts';
import type { RecordLine } from '../model/recording/recording.ts';
import type { LinksLine } from '../model/recording/sample-lines.ts';
import type { Topology } from '../model/scenario/network.ts';
import type { Take } from '../model/scenario/take.ts';
import type { OpenOptions } from '../network/backend.ts';
import type { BackendChoice } from '../network/choose-backend.ts';
import { openNetwork } from '../network/open-network.ts';
import { isAsAsked, planProbing, probePaths } from '../network/probing/probe-paths.ts';
import type { Pace } from '../pace/pace.ts';
import { type LaunchedBrowser, launchBrowser } from '../participants/launch-browser.ts';
import { createPublisher, type Publisher } from '../participants/publisher.ts';
import { ReferenceBandBuffer } from '../participants/reference-band-buffer.ts';
import { createViewer, type Viewer } from '../participants/viewer.ts';
import { startHostSampler } from '../recording/host-sampler.ts';
import { inspectEnvironment } from '../recording/inspect-environment.ts';
import type { PreparedTransport } from '../transports/transport.ts';
import { checkFollowers } from './check-followers.ts';
import { holdDevices } from './hold-devices.ts';
import type { OnProgress } from './progress.ts';
import { readClock } from './read-clock.ts';

const PUBLISHER = 'publisher';

export interface StageOptions {
  readonly backend: BackendChoice;
  readonly browser: string;
  readonly transport: PreparedTransport;
  readonly capture?: Pick<OpenOptions, 'captureTo' | 'captureLimitBytes'>;
  /** How fast the take's own clock goes. */
  readonly pace: Pace;
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

/** Network, transport and browsers, running; nothing is published or watched yet. */
export interface Stage {
  /** Undefined where the stream is somebody else's. */
  readonly publisher?: Publisher;
  readonly viewers: readonly Viewer[];
  /** Aborted by Ctrl-C, and when something dies without which the take is worth nothing. */
  readonly signal: AbortSignal;
  /** The weather of the measured window begins. */
  openWindow(): Promise<void>;
  close(): Promise<void>;
}

/** Builds the stage bottom up; if a part fails, what was built is taken down again before it throws. */
export async function openStage(
  take: Take,
  topology: Topology,
  record: (line: RecordLine) => void,
  options: StageOptions,
): Promise<Stage> {
  const closers = new Closers();
  const failure = new AbortController();
  const signal = AbortSignal.any([options.signal, failure.signal]);
  setMaxListeners(0, signal);
  const event = (source: string, name: EventName, detail: Record<string, unknown> = {}) =>
    record({ type: 'event', atMs: wallMs(), source, name, detail });
  /** What dies is in the recording by name, before the take ends for it. */
  const died = (source: string) => (error: Error) => {
    event(source, 'crashed', { reason: error.message });
    failure.abort(error);
  };
  const close = async () => {
    for (const error of await closers.closeAll()) event('runner', 'close-failed', { reason: error.message });
  };
  try {
    const { pace } = options;
    pace.begin();
    const host = startHostSampler({ clock: wallMs, onSecond: record, takePace: () => pace.takeSecond() });
    closers.add('host sampler', () => host.stop());

    const seconds: LinksLine[] = [];
    const planning = planProbing(topology, options.backend.id);
    // Takes some seconds, which the network takes too; what was wrong with it is told when it is needed.
    const clock = readClock(take.scenario, record, signal);
    clock.catch(() => {});
    options.onProgress({ type: 'phase', text: `building the network of ${topology.nodes.length} hosts` });
    const network = await openNetwork(topology, {
      backend: options.backend,
      ...options.capture,
      signal,
      timeFactor: pace.factor,
      onSecond: (line) => {
        seconds.push(line);
        record(line);
      },
      onFailure: died('network'),
    });
    closers.add('network', () => network.close());
    event('network', 'network-up');

    options.onProgress({ type: 'phase', text: 'probing every path of the network' });
    const calibration = await probePaths(await planning, network, { signal, seconds: () => seconds });
    record({ type: 'calibration', atMs: wallMs(), ...calibration });
    if (!isAsAsked(calibration.paths)) throw new Error('the network is not what the scenario asks for');

    const { transport } = options;
    const nodes = [
      ...(transport.publishes ? [PUBLISHER] : []),
      ...(transport.watches ? take.viewers.map(({ id }) => id) : []),
    ];
    options.onProgress({ type: 'phase', text: `starting ${nodes.length} browsers` });
    const opening = transport
      .open(network, {
        signal,
        record,
        event: (name, detail) => event('origin', name, detail),
        onFailure: died('origin'),
      })
      .then((open) => {
        closers.add('transport', () => open.close());
        return open;
      });
    const devices = await holdDevices(take);
    closers.add('devices', () => devices.close());
    const launched: LaunchedBrowser[] = [];
    closers.add('browsers', async () => void (await Promise.all(launched.map((browser) => browser.close()))));
    const launch = async (node: string) => {
      const browser = await launchBrowser({
        enter: network.enter(node),
        executable: options.browser,
        joinFiles: devices.joinFiles(node),
        trustedOrigins: transport.trustedOrigins(network),
        flags: transport.browserFlags ?? [],
        signal,
      });
      launched.push(browser);
      event(node, 'browser-up');
      return [node, browser] as const;
    };
    const [server, browsers] = await settleAll([opening, settleAll(nodes.map(launch))]);
    const browserOf = new Map(browsers);

    record({
      type: 'environment',
      atMs: wallMs(),
      ...inspectEnvironment(),
      browser: browsers[0]?.[1].version ?? 'none',
      backend: network.backend,
    });
    const { broadcast } = take.scenario;
    const correctionMs = Math.round((await clock)?.offsetMs ?? 0);
    const trueBands = new ReferenceBandBuffer();
    const publisherBrowser = browserOf.get(PUBLISHER);
    const publisher =
      publisherBrowser &&
      createPublisher({
        ...{ browser: publisherBrowser, broadcast, task: await server.publisher(broadcast), record, signal },
        correctionMs,
        onTrueBands: (bands) => trueBands.add(bands),
      });
    const watching = take.viewers.flatMap(({ id, region }) => {
      const browser = browserOf.get(id);
      const device = take.scenario.regions.find((candidate) => candidate.id === region)?.device;
      return browser === undefined
        ? []
        : server.viewer(id).then((task) =>
            createViewer({
              ...{ id, browser, task, correctionMs, record, signal },
              ...(device !== undefined && { viewport: device.viewport }),
              ...(publisher !== undefined && {
                truth: {
                  ...broadcast.video,
                  ...broadcast.video.sourceSize,
                  type: broadcast.source.type === 'file' ? 'clip' : 'presenter',
                },
              }),
              pictures: planPictures(take.scenario.warmupMs + take.scenario.durationMs),
              trueBands: (frames) => trueBands.get(frames),
            }),
          );
    });
    const viewers = await settleAll(watching);
    const participants = [...(publisher ? [publisher] : []), ...viewers];
    closers.add('participants', async () => void (await Promise.all(participants.map((each) => each.close()))));
    await settleAll(participants.map((participant) => participant.open()));
    checkFollowers();
    devices.begin(record, pace);
    return { ...(publisher && { publisher }), viewers, signal, openWindow: () => network.openWindow(), close };
  } catch (error) {
    options.pace.end();
    await close();
    throw signal.aborted ? signal.reason : error;
  }
}

/** Like Promise.all, but waits for every one before it throws, so that nothing is opened behind a closing stage. */
async function settleAll<T extends readonly unknown[]>(
  promises: readonly [...{ [K in keyof T]: Promise<T[K]> }],
): Promise<T>;
async function settleAll<T>(promises: readonly Promise<T>[]): Promise<T[]>;
async function settleAll(promises: readonly Promise<unknown>[]): Promise<unknown> {
  const settled = await Promise.allSettled(promises);
  return settled.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
}
