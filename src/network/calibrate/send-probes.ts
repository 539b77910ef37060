import { sleep } from '../../lib/clock.ts';
import type { Topology } from '../../model/network.ts';
import type { Endpoint, ShapedNetwork } from '../backend.ts';
import { openProbeSocket } from './open-probe-socket.ts';
import { decodeProbe, encodeProbe } from './probe-packet.ts';
import type { PlannedProbe, ProbedWay } from './probe-plan.ts';
import type { OnProbe, ProbeSocket } from './probe-socket.ts';
import type { Sighting } from './way-figures.ts';

const HELLO_EVERY_MS = 50;
/** A path that in this time lets no packet there and back is not there. */
const HELLO_LIMIT_MS = 4000;
/** After the last probe: beyond this one would be too late to be believed. */
const LEAST_DRAIN_MS = 60;
const MOST_DRAIN_MS = 1500;

/** Both ends of one host's path. */
interface Ends {
  readonly host: ProbeSocket;
  readonly origin: ProbeSocket;
  /** Where the host sends to, and the origin. */
  readonly toOrigin: Endpoint;
  readonly toHost: () => Endpoint | undefined;
}

/**
 * Sends every planned probe over the running network, all ways side by side, and gives what came, by way. All in this
 * process: there is one clock, and nothing is estimated. Throws the signal's reason.
 */
export async function sendProbes(
  ways: readonly ProbedWay[],
  topology: Topology,
  network: ShapedNetwork,
  signal: AbortSignal,
): Promise<Sighting[][]> {
  const sightings: Sighting[][] = ways.map(() => []);
  const ends = new Map<string, Ends>();
  const sockets: ProbeSocket[] = [];
  const origin = topology.nodes.find(({ role }) => role === 'origin')?.id ?? '';
  const open = async (node: string, onProbe: OnProbe) => {
    const socket = await openProbeSocket(network.addressOf(node), network.namespaceOf(node), onProbe);
    sockets.push(socket);
    return socket;
  };
  const receive: OnProbe = (message, receivedMs) => {
    const packet = decodeProbe(message);
    if (packet?.kind === 'probe')
      sightings[packet.way]?.push({ probe: packet.probe, sentMs: packet.sentMs, receivedMs });
  };
  try {
    for (const node of new Set(ways.map((way) => way.node))) {
      let toHost: Endpoint | undefined;
      const host = await open(node, receive);
      const atOrigin = await open(origin, (message, receivedMs, from) => {
        if (decodeProbe(message)?.kind === 'hello') toHost = from;
        else receive(message, receivedMs, from);
      });
      const toOrigin = await network.reach(node, { address: network.addressOf(origin), port: atOrigin.port });
      ends.set(node, { host, origin: atOrigin, toOrigin, toHost: () => toHost });
    }
    await greet([...ends.values()], signal);
    const senders = ways.map(({ node, direction, links: _ }) =>
      senderOf(ends.get(node), node === 'publisher', direction),
    );
    await sendAll(ways, senders, signal);
    const delays = sightings.flat().map(({ sentMs, receivedMs }) => receivedMs - sentMs);
    const longestMs = delays.reduce((longest, ms) => Math.max(longest, ms), 0);
    await sleep(Math.min(MOST_DRAIN_MS, LEAST_DRAIN_MS + 2 * longestMs), signal);
    return sightings;
  } finally {
    for (const socket of sockets) socket.close();
  }
}

interface Sender {
  readonly nowMs: () => number;
  send(message: Buffer): void;
}

/** `out` is away from the publisher and towards viewers. */
function senderOf(ends: Ends | undefined, isPublisher: boolean, direction: 'out' | 'back'): Sender {
  if (ends === undefined) throw new Error('a way without ends');
  const fromHost = isPublisher === (direction === 'out');
  const socket = fromHost ? ends.host : ends.origin;
  return {
    nowMs: socket.nowMs,
    send(message) {
      const to = fromHost ? ends.toOrigin : ends.toHost();
      // Without one the host was never heard: nothing comes, which is what will be told.
      if (to !== undefined) socket.send(message, to);
    },
  };
}

/** Hosts call until the origin knows where they are. */
async function greet(all: readonly Ends[], signal: AbortSignal): Promise<void> {
  const untilMs = performance.now() + HELLO_LIMIT_MS;
  for (;;) {
    const unheard = all.filter(({ toHost }) => toHost() === undefined);
    if (unheard.length === 0 || performance.now() > untilMs) return;
    for (const { host, toOrigin } of unheard) host.send(encodeProbe({ kind: 'hello', way: 0 }), toOrigin);
    await sleep(HELLO_EVERY_MS, signal);
  }
}

async function sendAll(ways: readonly ProbedWay[], senders: readonly Sender[], signal: AbortSignal): Promise<void> {
  const all = ways
    .flatMap(({ probes }) => probes.map((planned, probe) => ({ planned, probe })))
    .sort((a, b) => a.planned.atMs - b.planned.atMs);
  const startMs = performance.now();
  const send = ({ way, payloadBytes }: PlannedProbe, probe: number) => {
    const sender = senders[way];
    sender?.send(encodeProbe({ kind: 'probe', way, probe, sentMs: sender.nowMs() }, payloadBytes));
  };
  for (let next = 0; next < all.length; ) {
    const dueMs = startMs + (all[next]?.planned.atMs ?? 0);
    if (dueMs > performance.now()) await sleep(Math.max(1, dueMs - performance.now()), signal);
    for (; next < all.length; next++) {
      const due = all[next];
      if (due === undefined || startMs + due.planned.atMs > performance.now()) break;
      send(due.planned, due.probe);
    }
  }
}
