// Run on an emulated host: `uplink-probe.mjs '{"tcp": ["198.51.100.10"], "udp": "198.51.100.10", "names": ["a.example"]}'`.
// Prints as JSON the reply of each TCP port 80, or the error; the minimum round-trip time over UDP; the address of each name.
import { createSocket } from 'node:dgram';
import { lookup, resolve4 } from 'node:dns/promises';
import { connect } from 'node:net';

const { tcp = [], udp, names = [] } = JSON.parse(process.argv[2]);
const TIMEOUT_MS = 1500;

const ask = (host) =>
  new Promise((done) => {
    let text = '';
    const socket = connect(80, host);
    const timer = setTimeout(() => {
      socket.destroy();
      done('timeout');
    }, TIMEOUT_MS);
    socket.on('data', (chunk) => (text += chunk));
    socket.on('end', () => done(text));
    socket.on('error', ({ code }) => done(code));
    socket.on('close', () => clearTimeout(timer));
  });

const ping = (host) =>
  new Promise((done) => {
    const socket = createSocket('udp4');
    const sentMs = [];
    const roundTrips = [];
    socket.on('message', (message) => roundTrips.push(performance.now() - sentMs[Number(message)]));
    const timer = setInterval(() => {
      if (sentMs.length < 20) {
        sentMs.push(performance.now());
        return socket.send(String(sentMs.length - 1), 7000, host);
      }
      clearInterval(timer);
      setTimeout(() => {
        socket.close();
        done(roundTrips.length === 0 ? null : Math.min(...roundTrips));
      }, 500);
    }, 20);
  });

const answers = await Promise.all(tcp.map(async (host) => [host, await ask(host)]));
const leastMs = udp === undefined ? undefined : await ping(udp);
const resolved = [];
for (const name of names) resolved.push(await resolve4(name), (await lookup(name)).address);
process.stdout.write(`${JSON.stringify({ tcp: Object.fromEntries(answers), leastMs, names: resolved.flat() })}\n`);
