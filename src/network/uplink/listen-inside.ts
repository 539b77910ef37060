/** Child process inside a namespace: binds the name server's sockets there, passes them to its parent outside, and exits. */
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import type { ListenMessage } from './open-name-server.ts';

const PORT = 53;

function send(message: ListenMessage, handle: UdpSocket | Server): Promise<void> {
  return new Promise((resolve, reject) =>
    process.send?.(message, handle, {}, (error: Error | null) => (error ? reject(error) : resolve())),
  );
}

const udp = createSocket('udp4').bind(PORT);
await once(udp, 'listening');
await send('udp', udp);
const tcp = createServer().listen(PORT, '0.0.0.0');
await once(tcp, 'listening');
await send('tcp', tcp);
process.disconnect();
process.exit();
