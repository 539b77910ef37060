import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { OnProbe, ProbeSocket, ProbeSocketOptions } from './probe-socket.ts';

/**
 * Opens a probe socket on any system. Arrivals are stamped when this process handles them, which is late on a busy machine.
 */
export async function openDgramProbeSocket(
  address: string,
  onProbe: OnProbe,
  { port: asked = 0 }: ProbeSocketOptions = {},
): Promise<ProbeSocket> {
  const socket = createSocket('udp4');
  socket.bind(asked, address);
  await once(socket, 'listening');
  socket.on('error', () => {});
  const nowMs = () => performance.now();
  socket.on('message', (message, { address: from, port }) => onProbe(message, nowMs(), { address: from, port }));
  return {
    port: socket.address().port,
    send(message, to) {
      socket.send(message, to.port, to.address);
      return true;
    },
    nowMs,
    close: () => socket.close(),
  };
}
