import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { FrameReader, frame } from '../../../src/sfu/transport/ice-tcp/frames.ts';

const LOOPBACK = '127.0.0.1';

export interface TcpAdapter {
  /** UDP port for a peer that knows no TCP: what it sends there goes over the TCP connection, and back. */
  readonly port: number;
  /** Ends the TCP connection. */
  cut(): void;
  close(): void;
}

/** Gives a peer of UDP alone an active TCP candidate: a connection to `tcpPort`, framed as in RFC 4571. */
export async function openTcpAdapter(tcpPort: number): Promise<TcpAdapter> {
  const udp = createSocket('udp4');
  const tcp = connect(tcpPort, LOOPBACK);
  const frames = new FrameReader(2048);
  let peerPort = 0;
  udp.on('message', (packet, from) => {
    peerPort = from.port;
    if (!tcp.destroyed) tcp.write(frame(packet));
  });
  tcp.on('data', (chunk) => {
    for (const packet of frames.read(chunk)) udp.send(packet, peerPort, LOOPBACK);
  });
  tcp.on('error', () => {});
  udp.bind(0, LOOPBACK);
  await Promise.all([once(udp, 'listening'), once(tcp, 'connect')]);
  return {
    port: udp.address().port,
    cut: () => tcp.destroy(),
    close() {
      tcp.destroy();
      udp.close();
    },
  };
}
