import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { sleep } from '../../../../src/lib/clock.ts';
import type { Endpoint } from '../../../../src/network/backend.ts';

/** Open sockets of this process: both ends of paths over the relay. */
const open: Socket[] = [];

export async function openSocket(address = '127.0.0.1'): Promise<Socket> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 4 << 20 });
  open.push(socket);
  const listening = once(socket, 'listening');
  socket.bind(0, address);
  await listening;
  return socket;
}

export function closeSockets(): void {
  for (const socket of open.splice(0)) socket.close();
}

/** Echoes every packet. */
export async function startEcho(): Promise<Endpoint> {
  const socket = await openSocket();
  socket.on('message', (message, from) => socket.send(message, from.port, from.address));
  return { address: '127.0.0.1', port: socket.address().port };
}

/** Sends numbered packets, waits, and returns the round-trip time of each that came back: [number, ms]. */
export async function ping(to: Endpoint, count: number, everyMs: number, lingerMs = 400): Promise<[number, number][]> {
  const socket = await openSocket();
  const roundTrips: [number, number][] = [];
  socket.on('message', (message) => {
    const { n, atMs } = JSON.parse(message.toString()) as { n: number; atMs: number };
    roundTrips.push([n, performance.now() - atMs]);
  });
  for (let n = 0; n < count; n++) {
    socket.send(JSON.stringify({ n, atMs: performance.now() }), to.port, to.address);
    await sleep(everyMs);
  }
  await sleep(lingerMs);
  return roundTrips;
}
