import { CannotMeasureError } from '../../../lib/errors.ts';
import { messageOf } from '../../../lib/message-of.ts';
import type { Topology } from '../../../model/scenario/network.ts';
import type { Endpoint, OpenOptions, ShapedNetwork } from '../../backend.ts';
import { type HttpFront, openHttpFront } from './http-front.ts';
import { RelayProcess } from './relay-process.ts';
import { Signalling } from './signalling.ts';
import { LOOPBACK } from './wire.ts';

/** Opens a network of relayed ports. Throws CannotMeasureError, or the signal's reason; then everything is cleaned up. */
export async function openRelayNetwork(topology: Topology, why: string, options: OpenOptions): Promise<ShapedNetwork> {
  const { signal } = options;
  signal.throwIfAborted();
  const known = new Set(topology.nodes.map(({ id }) => id));
  const relay = new RelayProcess(options);
  const fronts = new Map<string, Promise<HttpFront>>();
  const signallings = new Map<string, Promise<Signalling>>();
  const close = async () => {
    await relay.stop();
    const opened = await Promise.allSettled([...fronts.values(), ...signallings.values()]);
    for (const each of opened) if (each.status === 'fulfilled') each.value.close();
    fronts.clear();
    signallings.clear();
  };
  const assertKnown = (node: string) => {
    if (!known.has(node)) throw new Error(`the topology has no node ${node}`);
  };

  const reachFrom = (node: string) => (target: Endpoint) => relay.reach(node, target);
  const urlFor = async (node: string, url: string): Promise<string> => {
    assertKnown(node);
    const { origin, pathname, search } = new URL(url);
    const front = await getOrCreate(fronts, `${node} ${origin}`, async () =>
      openHttpFront({
        upstream: origin,
        signalling: await getOrCreate(signallings, node, () => Signalling.open(reachFrom(node))),
        reach: reachFrom(node),
        urlFor: (location) => urlFor(node, location),
      }),
    );
    return `${front.base}${pathname}${search}`;
  };

  try {
    const detail = await relay.start(topology, signal);
    signal.throwIfAborted();
    return {
      backend: { id: 'relay', why, detail: { ...detail, shapes: 'media; signalling by stand-ins of its segments' } },
      enter: (node) => {
        assertKnown(node);
        return { command: '', args: [] };
      },
      addressOf: (node) => {
        assertKnown(node);
        return LOOPBACK;
      },
      namespaceOf: () => undefined,
      reach: async (node, target) => {
        assertKnown(node);
        return relay.reach(node, target);
      },
      urlFor,
      openWindow: async () => relay.openWindow(),
      close,
    };
  } catch (cause) {
    await close();
    if (signal.aborted) throw signal.reason;
    throw new CannotMeasureError(
      `the relay could not be started: ${messageOf(cause)}`,
      'see what `longhaul doctor` says about this machine',
      { cause },
    );
  }
}

/** Returns the cached value of `name`, creating it on first use. */
function getOrCreate<T>(cache: Map<string, Promise<T>>, name: string, create: () => Promise<T>): Promise<T> {
  const known = cache.get(name);
  if (known !== undefined) return known;
  const created = create();
  cache.set(name, created);
  return created;
}
