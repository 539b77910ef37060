import type { Endpoint } from '../backend.ts';
import { KernelSocket } from '../linux/kernel-socket.ts';
import { kernelMs } from '../linux/socket-calls.ts';
import { udpSocketInside } from '../linux/udp-socket-inside.ts';
import type { OnProbe, ProbeSocket, ProbeSocketOptions } from './probe-socket.ts';

/** Socket buffer, large enough for simultaneous bursts of probes on several paths. */
const BUFFER_BYTES = 4 << 20;
/** Interval between reads. Packets may wait in the buffer, because the kernel stamps them on arrival. */
const DRAIN_EVERY_MS = 4;

/**
 * Opens a probe socket on Linux, in the network namespace with the given path or in our own. The kernel stamps arrivals,
 * however late this process reads them. Throws with the name of the failed call; importing this file throws without glibc.
 */
export async function openKernelProbeSocket(
  address: string,
  namespace: string | undefined,
  onProbe: OnProbe,
  { port = 0, drainEveryMs = DRAIN_EVERY_MS }: ProbeSocketOptions = {},
): Promise<ProbeSocket> {
  const inside = namespace === undefined ? undefined : await udpSocketInside(namespace);
  const socket = new KernelSocket(address, BUFFER_BYTES, inside, port);
  const drain = () =>
    socket.drain(Number.POSITIVE_INFINITY, (payload, from, stampMs) => onProbe(payload, stampMs, from));
  const timer = setInterval(drain, drainEveryMs);
  const senders = new Map<string, (payload: Buffer) => boolean>();
  return {
    port: socket.port,
    send(message, to: Endpoint) {
      const key = `${to.address}:${to.port}`;
      const send = senders.get(key) ?? socket.sender(to);
      senders.set(key, send);
      return send(message);
    },
    nowMs: kernelMs,
    close() {
      clearInterval(timer);
      drain();
      socket.close();
    },
  };
}
