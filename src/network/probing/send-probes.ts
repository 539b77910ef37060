import { sleep } from '../../lib/clock.ts';
import type { Topology } from '../../model/scenario/network.ts';
import type { Endpoint, ShapedNetwork } from '../backend.ts';
import { openProbeSocket } from './open-probe-socket.ts';
import { decodeProbe, encodeProbe } from './probe-packet.ts';
import type { OnProbe, ProbeSocket } from './probe-socket.ts';
import type { ProbedPath } from './probed-path.ts';

const HELLO_EVERY_MS = 20;
/** Time after which a host that was never heard is given up: its path is broken. */
const HELLO_LIMIT_MS = 4000;

/**
 * Send and first arrival time of each probe of one path, in ms of one clock; NaN where it was not sent or did not arrive.
 */
export interface ProbeTimes {
  readonly sentMs: Float64Array;
  readonly receivedMs: Float64Array;
}

export interface SentProbes {
  /** One entry per path. */
  readonly times: readonly ProbeTimes[];
  /** Time at which the receivers stopped listening, on the same clock. */
  readonly endMs: number;
}

export interface SendOptions {
  readonly signal: AbortSignal;
  /** Serial number of the first probe. Probes of an earlier round may still be in flight. */
  readonly firstSerial: number;
  /** Called when both ends of each path know each other, just before the first probe is sent. */
  onBegin?(): void;
  /** Returns how long to wait after the last probe, given the longest delay of a probe so far. */
  drainMs(longestMs: number): number;
}

/** Sockets at both ends of the path between a host and the origin. */
interface Ends {
  readonly host: ProbeSocket;
  readonly origin: ProbeSocket;
  /** Destination of the host's probes, and of the origin's; the latter is undefined until the host is heard. */
  readonly toOrigin: Endpoint;
  readonly toHost: () => Endpoint | undefined;
}

/**
 * Sends every planned probe over the running network, all paths at once, and returns when each arrived. Both ends are in
 * this process, so there is one clock and nothing is estimated. Throws the signal's reason.
 */
export async function sendProbes(
  paths: readonly ProbedPath[],
  topology: Topology,
  network: ShapedNetwork,
  { signal, firstSerial, onBegin, drainMs }: SendOptions,
): Promise<SentProbes> {
  const times = paths.map(({ probes }) => ({
    sentMs: new Float64Array(probes.length).fill(Number.NaN),
    receivedMs: new Float64Array(probes.length).fill(Number.NaN),
  }));
  const bySerial = paths.flatMap(({ probes }, path) => probes.map((_, probe) => ({ path, probe })));
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
    const sent = packet?.kind === 'probe' ? bySerial[packet.serial - firstSerial] : undefined;
    const arrivals = sent && times[sent.path]?.receivedMs;
    // The first of several copies counts.
    if (arrivals !== undefined && Number.isNaN(arrivals[sent?.probe ?? 0])) arrivals[sent?.probe ?? 0] = receivedMs;
  };
  try {
    for (const node of new Set(paths.map((path) => path.node))) {
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
    const senders = paths.map(({ node, direction }) => senderOf(ends.get(node), node === 'publisher', direction));
    onBegin?.();
    await sendAll(paths, senders, times, { signal, firstSerial });
    await sleep(drainMs(longestDelayMs(times)), signal);
    return { times, endMs: sockets[0]?.nowMs() ?? Number.NaN };
  } finally {
    for (const socket of sockets) socket.close();
  }
}

function longestDelayMs(times: readonly ProbeTimes[]): number {
  let longestMs = 0;
  for (const { sentMs, receivedMs } of times)
    receivedMs.forEach((atMs, probe) => {
      const tookMs = atMs - (sentMs[probe] ?? Number.NaN);
      if (tookMs > longestMs) longestMs = tookMs;
    });
  return longestMs;
}

interface Sender {
  readonly nowMs: () => number;
  /** Sends a message; returns false when it could not be sent. */
  send(message: Buffer): boolean;
}

/** Returns the sender of one direction. `out` leads away from the publisher and towards viewers. */
function senderOf(ends: Ends | undefined, isPublisher: boolean, direction: 'out' | 'back'): Sender {
  if (ends === undefined) throw new Error('a path without sockets');
  const fromHost = isPublisher === (direction === 'out');
  const socket = fromHost ? ends.host : ends.origin;
  return {
    nowMs: socket.nowMs,
    send(message) {
      const to = fromHost ? ends.toOrigin : ends.toHost();
      // Undefined if the host was never heard: then nothing is sent, and there is no data.
      return to !== undefined && socket.send(message, to);
    },
  };
}

/** Sends hellos from every host until the origin has heard it, or HELLO_LIMIT_MS are over. */
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
  paths: readonly ProbedPath[],
  senders: readonly Sender[],
  times: readonly ProbeTimes[],
  { signal, firstSerial }: Pick<SendOptions, 'signal' | 'firstSerial'>,
): Promise<void> {
  let serial = firstSerial;
  const all = paths
    .flatMap(({ probes }, path) => probes.map((planned, probe) => ({ ...planned, path, probe, serial: serial++ })))
    .sort((a, b) => a.atMs - b.atMs);
  const startMs = performance.now();
  for (let next = 0; next < all.length; ) {
    const dueMs = startMs + (all[next]?.atMs ?? 0);
    if (dueMs > performance.now()) await sleep(Math.max(1, dueMs - performance.now()), signal);
    for (; next < all.length; next++) {
      const due = all[next];
      if (due === undefined || startMs + due.atMs > performance.now()) break;
      const { path, probe, payloadBytes } = due;
      const [sender, probeTimes] = [senders[path], times[path]];
      const message = encodeProbe({ kind: 'probe', serial: due.serial }, payloadBytes);
      const sentMs = sender?.nowMs() ?? Number.NaN;
      if (probeTimes !== undefined && sender?.send(message)) probeTimes.sentMs[probe] = sentMs;
    }
  }
}
