// Does what Node processes of a rehearsal do besides their work: timers, waits for descriptors, looks at the clock. Prints the CPU
// ms it took, and the ns of one look at the clock.
import { Socket } from 'node:dgram';

const ROUNDS = 1500;
const CHAINS = 30;
const LOOKS_A_ROUND = 20;
const LOOKS = 2_000_000;

function nsOfLook() {
  const begun = process.cpuUsage();
  for (let i = 0; i < LOOKS; i++) process.hrtime();
  const { user, system } = process.cpuUsage(begun);
  return ((user + system) * 1000) / LOOKS;
}

/** Packets to itself, so that epoll ends by descriptors as well as by time. */
const socket = new Socket({ type: 'udp4' });
await new Promise((resolve) => socket.bind(0, '127.0.0.1', resolve));
const { port } = socket.address();

async function round() {
  for (let i = 0; i < ROUNDS; i++) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    for (let look = 0; look < LOOKS_A_ROUND; look++) performance.now();
    socket.send('x', port, '127.0.0.1');
  }
}

nsOfLook();
const lookNs = nsOfLook();
const begun = process.cpuUsage();
await Promise.all(Array.from({ length: CHAINS }, round));
const { user, system } = process.cpuUsage(begun);
socket.close();
console.log(JSON.stringify({ cpuMs: (user + system) / 1000, lookNs }));
