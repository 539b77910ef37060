import type { Endpoint } from '../backend.ts';
import { KernelSocket } from '../linux/kernel-socket.ts';
import { kernelMs } from '../linux/socket-calls.ts';
import { udpSocketInside } from '../linux/udp-socket-inside.ts';
import type { OnProbe, ProbeSocket } from './probe-socket.ts';

/** Bursts of probes of several paths. */
const BUFFER_BYTES = 4 << 20;
/** Arrivals are stamped by the kernel, so they may wait for us. */
const DRAIN_EVERY_MS = 4;

/**
 * On Linux, in the network namespace with that path or in ours: arrivals are stamped by the kernel, however late this
 * process gets to them. Throws with the call that failed; importing this file throws where there is no glibc.
 */
export async function openKernelProbeSocket(
  address: string,
  namespace: string | undefined,
  onProbe: OnProbe,
): Promise<ProbeSocket> {
  const inside = namespace === undefined ? undefined : await udpSocketInside(namespace);
  const socket = new KernelSocket(address, BUFFER_BYTES, inside);
  const drain = () =>
    socket.drain(Number.POSITIVE_INFINITY, (payload, from, stampMs) => onProbe(payload, stampMs, from));
  const timer = setInterval(drain, DRAIN_EVERY_MS);
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
