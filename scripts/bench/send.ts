/** Sends packets evenly to all addresses in turn, then prints what it did. Arguments: packets/s, seconds, bytes, port, addresses; one may name its own port. */
import { kernelMs } from '../../src/network/linux/socket-calls.ts';
import { createSender, sleepUntil } from './sockets.ts';

const [packetsPerSecond, seconds, bytes, port, ...addresses] = process.argv.slice(2);
const perSecond = Number(packetsPerSecond);
const total = perSecond * Number(seconds);
/** Shorter waits than a sleep is exact are not slept but sent in a burst. */
const SHORTEST_SLEEP_MS = 0.05;
const sender = createSender(
  addresses.map((text) => {
    const [address = '', ownPort = port] = text.split(':');
    return { address, port: Number(ownPort) };
  }),
  Number(bytes),
);
const startMs = kernelMs();
let refused = 0;
for (let n = 0; n < total; n++) {
  const atMs = startMs + (n * 1000) / perSecond;
  if (atMs - kernelMs() > SHORTEST_SLEEP_MS) sleepUntil(atMs);
  if (!sender.send(n)) refused++;
}
const tookMs = kernelMs() - startMs;
process.stdout.write(`${JSON.stringify({ sent: total - refused, packetsPerSecond: (total / tookMs) * 1000 })}\n`);
