/**
 * End of a TCP transfer. `send PORT`: gives whoever connects as much as the connection takes. `receive PORT ADDRESS SETTLE_S
 * SECONDS`: connects, and prints the bytes that came in the seconds after the settling.
 */
import { connect, createServer } from 'node:net';

const [role, port, address = '', settleS, seconds] = process.argv.slice(2);
const CHUNK = Buffer.alloc(1 << 16);

if (role === 'send') {
  const server = createServer((socket) => {
    const fill = () => {
      while (socket.write(CHUNK));
    };
    socket.on('drain', fill).on('error', () => {});
    fill();
  });
  server.listen(Number(port), () => console.log('ready'));
} else {
  let bytes = 0;
  const socket = connect(Number(port), address);
  socket.on('data', (chunk) => {
    bytes += chunk.length;
  });
  socket.once('connect', () => {
    setTimeout(() => {
      const before = bytes;
      const startMs = performance.now();
      setTimeout(() => {
        const tookS = (performance.now() - startMs) / 1000;
        console.log(Math.round(((bytes - before) * Number(seconds)) / tookS));
        process.exit();
      }, Number(seconds) * 1000);
    }, Number(settleS) * 1000);
  });
}
