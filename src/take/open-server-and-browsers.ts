import { isUdpBlocked } from '../model/scenario/udp-blocked.ts';
import type { ShapedNetwork } from '../network/backend.ts';
import { type LaunchedBrowser, launchBrowser } from '../participants/launch-browser.ts';
import type { OpenTransport } from '../transports/transport.ts';
import type { DeviceLimits } from './limit-devices.ts';
import { settleAll } from './settle-all.ts';
import { PUBLISHER, type StageContext } from './stage-context.ts';

/** Starts the transport's server and, at the same time, a browser on the node of every participant. */
export async function openServerAndBrowsers(
  context: StageContext,
  network: ShapedNetwork,
  devices: DeviceLimits,
): Promise<{ readonly server: OpenTransport; readonly browsers: ReadonlyMap<string, LaunchedBrowser> }> {
  const nodes = participantNodes(context);
  context.onProgress({ type: 'phase', text: `starting ${nodes.length} browsers` });
  const [server, browsers] = await settleAll([
    openServer(context, network),
    launchBrowsers(context, network, devices, nodes),
  ]);
  return { server, browsers };
}

function participantNodes({ transport, take }: StageContext): readonly string[] {
  return [...(transport.publishes ? [PUBLISHER] : []), ...(transport.watches ? take.viewers.map(({ id }) => id) : [])];
}

async function openServer(
  { transport, topology, signal, record, closers, event, onCrash }: StageContext,
  network: ShapedNetwork,
): Promise<OpenTransport> {
  const server = await transport.open(network, {
    ...{ signal, record, udpIsBlocked: isUdpBlocked(topology) },
    event: (name, detail) => event('origin', name, detail),
    onFailure: onCrash('origin'),
  });
  closers.add('transport', () => server.close());
  return server;
}

async function launchBrowsers(
  { browser: executable, transport, signal, closers, event }: StageContext,
  network: ShapedNetwork,
  devices: DeviceLimits,
  nodes: readonly string[],
): Promise<ReadonlyMap<string, LaunchedBrowser>> {
  const launched = new Map<string, LaunchedBrowser>();
  // Added before any is launched: should one launch fail, the browsers that did start are closed.
  closers.add('browsers', async () => {
    await Promise.all(Array.from(launched.values(), (browser) => browser.close()));
  });
  const launch = async (node: string) => {
    const browser = await launchBrowser({
      enter: network.enter(node),
      ...{ executable, signal },
      joinFiles: devices.joinFiles(node),
      trustedOrigins: transport.trustedOrigins(network),
      flags: transport.browserFlags ?? [],
    });
    launched.set(node, browser);
    event(node, 'browser-up');
  };
  await settleAll(nodes.map(launch));
  return launched;
}
