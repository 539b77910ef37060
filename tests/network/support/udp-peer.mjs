// One end of a UDP conversation, run inside a namespace. Writes JSON lines to stdout.
import { createSocket } from 'node:dgram';

const [role, ...args] = process.argv.slice(2);
const socket = createSocket('udp4');
const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

const roles = {
  /** Echoes every packet. */
  echo(port) {
    socket.on('message', (message, from) => socket.send(message, from.port, from.address));
    socket.bind(Number(port), () => say({ ready: true }));
  },
  /** Counts arriving packets and reports the counts once its stdin ends. */
  sink(port) {
    const seen = { packets: 0, bytes: 0, spanMs: 0 };
    let firstMs;
    socket.on('message', (message) => {
      firstMs ??= performance.now();
      seen.packets++;
      seen.bytes += message.length;
      seen.spanMs = performance.now() - firstMs;
    });
    socket.bind(Number(port), () => say({ ready: true }));
    process.stdin.resume().on('end', () => {
      say(seen);
      process.exit();
    });
  },
  /** Sends numbered packets, waits `lingerMs`, and reports the round-trip time of each that came back: [number, ms]. */
  ping(host, port, count, everyMs, lingerMs) {
    const roundTrips = [];
    socket.on('message', (message) => {
      const { n, atMs } = JSON.parse(message);
      roundTrips.push([n, performance.now() - atMs]);
    });
    let n = 0;
    const timer = setInterval(() => {
      socket.send(JSON.stringify({ n, atMs: performance.now() }), Number(port), host);
      if (++n < Number(count)) return;
      clearInterval(timer);
      setTimeout(() => {
        say({ roundTrips });
        process.exit();
      }, Number(lingerMs));
    }, Number(everyMs));
  },
  /** Sends `count` packets with a payload of `bytes`, in steps of 10 ms. */
  flood(host, port, count, bytes, perStep) {
    let sent = 0;
    const timer = setInterval(() => {
      for (let k = 0; k < Number(perStep) && sent < Number(count); k++, sent++)
        socket.send(Buffer.alloc(Number(bytes)), Number(port), host);
      if (sent < Number(count)) return;
      clearInterval(timer);
      setTimeout(() => process.exit(), 100);
    }, 10);
  },
};
roles[role](...args);
