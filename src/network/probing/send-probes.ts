import { sleep } from '../../lib/clock.ts';
import type { Topology } from '../../model/scenario/network.ts';
import type { Endpoint, ShapedNetwork } from '../backend.ts';
import { openProbeSocket } from './open-probe-socket.ts';
import { decodeProbe, encodeProbe } from './probe-packet.ts';
import type { OnProbe, ProbeSocket } from './probe-socket.ts';
import type { ProbedPath } from './probed-path.ts';

const HELLO_EVERY_MS = 20;
/** A path that in this time lets no packet there and back is not there. */
const HELLO_LIMIT_MS = 4000;

/** Of one way's probes, in their order: when each was sent and first came, ms of one clock; NaN when it was not, or did not. */
export interface Trips {
  readonly sentMs: Float64Array;
  readonly receivedMs: Float64Array;
}

export interface Sent {
  /** Of each way. */
  readonly trips: readonly Trips[];
  /** When nobody listened any more, by the same clock. */
  readonly endMs: number;
}

export interface SendOptions {
  readonly signal: AbortSignal;
  /** Serial number of the first probe: those of an earlier sending may still be under way. */
  readonly firstSerial: number;
  /** Called when all ends know of each other and the first probe goes. */
  onBegin?(): void;
  /** How long to wait after the last, given the longest that one has taken so far. */
  drainMs(longestMs: number): number;
}

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
  ways: readonly ProbedPath[],
  topology: Topology,
  network: ShapedNetwork,
  { signal, firstSerial, onBegin, drainMs }: SendOptions,
): Promise<Sent> {
  const trips = ways.map(({ probes }) => ({
    sentMs: new Float64Array(probes.length).fill(Number.NaN),
    receivedMs: new Float64Array(probes.length).fill(Number.NaN),
  }));
  const places = ways.flatMap(({ probes }, way) => probes.map((_, probe) => ({ way, probe })));
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
    const place = packet?.kind === 'probe' ? places[packet.serial - firstSerial] : undefined;
    const came = place && trips[place.way]?.receivedMs;
    // Of copies the first counts.
    if (came !== undefined && Number.isNaN(came[place?.probe ?? 0])) came[place?.probe ?? 0] = receivedMs;
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
    const senders = ways.map(({ node, direction }) => senderOf(ends.get(node), node === 'publisher', direction));
    onBegin?.();
    await sendAll(ways, senders, trips, { signal, firstSerial });
    await sleep(drainMs(longestOf(trips)), signal);
    return { trips, endMs: sockets[0]?.nowMs() ?? Number.NaN };
  } finally {
    for (const socket of sockets) socket.close();
  }
}

function longestOf(trips: readonly Trips[]): number {
  let longestMs = 0;
  for (const { sentMs, receivedMs } of trips)
    receivedMs.forEach((atMs, probe) => {
      const tookMs = atMs - (sentMs[probe] ?? Number.NaN);
      if (tookMs > longestMs) longestMs = tookMs;
    });
  return longestMs;
}

interface Sender {
  readonly nowMs: () => number;
  /** False when it could not be sent. */
  send(message: Buffer): boolean;
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
      // Without one the host was never heard: nothing is sent, and no probe tells.
      return to !== undefined && socket.send(message, to);
    },
  };
}

/** Hosts call until the origin knows where they are. */
async function greet(all: readonly Ends[], signal: AbortSignal): Promise<void> {
  const untilMs = performance.now() + HELLO_LIMIT_MS;
  for (;;) {
    const unheard = all.filter(({ toHost }) => toHost() === undefined);
    if (unheard.length === 0 || performance.now() > untilMs) return;
    for (const { host, toOrigin } of unheard) host.send(encodeProbe({ kind: 'hello' }), toOrigin);
    await sleep(HELLO_EVERY_MS, signal);
  }
}

async function sendAll(
  ways: readonly ProbedPath[],
  senders: readonly Sender[],
  trips: readonly Trips[],
  { signal, firstSerial }: Pick<SendOptions, 'signal' | 'firstSerial'>,
): Promise<void> {
  let serial = firstSerial;
  const all = ways
    .flatMap(({ probes }, way) => probes.map((planned, probe) => ({ ...planned, way, probe, serial: serial++ })))
    .sort((a, b) => a.atMs - b.atMs);
  const startMs = performance.now();
  for (let next = 0; next < all.length; ) {
    const dueMs = startMs + (all[next]?.atMs ?? 0);
    if (dueMs > performance.now()) await sleep(Math.max(1, dueMs - performance.now()), signal);
    for (; next < all.length; next++) {
      const due = all[next];
      if (due === undefined || startMs + due.atMs > performance.now()) break;
      const { way, probe, payloadBytes } = due;
      const [sender, trip] = [senders[way], trips[way]];
      const message = encodeProbe({ kind: 'probe', serial: due.serial }, payloadBytes);
      const sentMs = sender?.nowMs() ?? Number.NaN;
      if (trip !== undefined && sender?.send(message)) trip.sentMs[probe] = sentMs;
    }
  }
}
