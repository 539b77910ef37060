import { holdDevices } from './hold-devices.ts';
import { wallMs } from './lib/clock.ts';
import { Closers } from './lib/closers.ts';
import { type LaunchedBrowser, launchBrowser } from './media/launch-browser.ts';
import { startOrigin } from './media/origin/start-origin.ts';
import { createPublisher, type Publisher } from './media/publisher.ts';
import { createViewer, type Viewer } from './media/viewer.ts';
import type { EventName } from './model/lines/event-line.ts';
import type { LinksLine } from './model/lines/sample-lines.ts';
import type { Topology } from './model/network.ts';
import type { RecordLine } from './model/recording.ts';
import type { Take } from './model/take.ts';
import type { OpenOptions } from './network/backend.ts';
import { calibrate, isAsAsked, planCalibration } from './network/calibrate/calibrate.ts';
import type { BackendChoice } from './network/choose-backend.ts';
import { openNetwork } from './network/open-network.ts';
import type { OnProgress } from './progress.ts';
import { startHostSampler } from './recording/host-sampler.ts';
import { inspectEnvironment } from './recording/inspect-environment.ts';

/** WHIP and WHEP of the embedded origin where it has a network of its own: nobody else can hold the port there. */
const ORIGIN_PORT = 8080;
const ANY_PORT = 0;

export interface StageOptions {
  readonly backend: BackendChoice;
  readonly browser: string;
  readonly capture?: Pick<OpenOptions, 'captureTo' | 'captureLimitBytes'>;
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

/** Network, origin and browsers, running; nothing is published or watched yet. */
export interface Stage {
  readonly publisher: Publisher;
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
  const event = (source: string, name: EventName, detail: Record<string, unknown> = {}) =>
    record({ type: 'event', atMs: wallMs(), source, name, detail });
  const close = async () => {
    for (const error of await closers.closeAll()) event('runner', 'close-failed', { reason: error.message });
  };
  try {
    const host = startHostSampler({ clock: wallMs, onSecond: record });
    closers.add('host sampler', () => host.stop());

    const seconds: LinksLine[] = [];
    const planning = planCalibration(topology);
    options.onProgress({ type: 'phase', text: `building the network of ${topology.nodes.length} hosts` });
    const network = await openNetwork(topology, {
      backend: options.backend,
      ...options.capture,
      signal,
      onSecond: (line) => {
        seconds.push(line);
        record(line);
      },
      onFailure: (error) => failure.abort(error),
    });
    closers.add('network', () => network.close());
    event('network', 'network-up');

    options.onProgress({ type: 'phase', text: 'probing every path of the network' });
    const calibration = await calibrate(await planning, network, { signal, seconds: () => seconds });
    record({ type: 'calibration', atMs: wallMs(), ...calibration });
    if (!isAsAsked(calibration.paths)) throw new Error('the network is not what the scenario asks for');

    options.onProgress({ type: 'phase', text: `starting the origin and ${take.viewers.length + 1} browsers` });
    const address = network.addressOf('origin');
    const port = network.namespaceOf('origin') === undefined ? ANY_PORT : ORIGIN_PORT;
    const startingOrigin = startOrigin({
      enter: network.enter('origin'),
      address,
      port,
      signal,
      onSecond: record,
      onLog: (text) => event('origin', 'origin-log', { text }),
      onExit: (error) => failure.abort(error),
    }).then((origin) => {
      closers.add('origin', () => origin.close());
      event('origin', 'origin-up');
      return origin;
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
        trustedOrigin: `http://${address}:${port}`,
        signal,
      });
      launched.push(browser);
      event(node, 'browser-up');
      return browser;
    };
    const nodes = ['publisher', ...take.viewers.map(({ id }) => id)];
    const [origin, browsers] = await settleAll([startingOrigin, settleAll(nodes.map(launch))]);
    const [publisherBrowser, ...viewerBrowsers] = browsers;
    if (publisherBrowser === undefined) throw new Error('no browser for the publisher');

    record({
      type: 'environment',
      atMs: wallMs(),
      ...inspectEnvironment(),
      browser: publisherBrowser.version,
      backend: network.backend,
    });
    const { broadcast } = take.scenario;
    const publisher = createPublisher({
      browser: publisherBrowser,
      broadcast,
      url: await network.urlFor('publisher', origin.whipUrl),
      record,
      signal,
    });
    const watching = take.viewers.map(async ({ id, region }, index) => {
      const browser = viewerBrowsers[index];
      if (browser === undefined) throw new Error(`no browser for ${id}`);
      const device = take.scenario.regions.find((candidate) => candidate.id === region)?.device;
      const url = await network.urlFor(id, origin.whepUrl);
      return createViewer({
        ...{ id, browser, transport: broadcast.transport, url, record, signal },
        ...(device !== undefined && { viewport: device.viewport }),
        ...(broadcast.source.type === 'presenter' && { presenter: broadcast.video }),
      });
    });
    const viewers = await settleAll(watching);
    const participants = [publisher, ...viewers];
    closers.add('participants', async () => void (await Promise.all(participants.map((each) => each.close()))));
    await settleAll(participants.map((participant) => participant.open()));
    devices.begin(record);
    return { publisher, viewers, signal, openWindow: () => network.openWindow(), close };
  } catch (error) {
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
