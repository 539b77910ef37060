/** Opens a network with a lossy link, pings through it, and prints the replies; run with different privileges. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openNetwork } from '../../../src/network/open-network.ts';
import { link, topology } from '../support/profiles.ts';

const PEER = fileURLToPath(new URL('../support/udp-peer.mjs', import.meta.url));
const network = await openNetwork(
  topology(
    ['origin', 'viewer'],
    [link('out', { delayMs: 30 }), link('back', { delayMs: 20, loss: { type: 'random', lossFraction: 0.2 } }, 7)],
    [
      ['origin', 'viewer', 'out'],
      ['viewer', 'origin', 'back'],
    ],
  ),
  {
    ...{ backend: 'tun', signal: new AbortController().signal, onSecond: () => {} },
    onFailure: (error) => {
      throw error;
    },
  },
);

function startPeer(node: string, ...words: string[]) {
  const { command, args } = network.enter(node);
  const child = spawn(command, [...args, process.execPath, PEER, ...words], { stdio: ['pipe', 'pipe', 'inherit'] });
  return createInterface({ input: child.stdout })[Symbol.asyncIterator]();
}
await startPeer('origin', 'echo', '7000').next();
const { value } = await startPeer('viewer', 'ping', network.addressOf('origin'), '7000', '200', '5', '400').next();
await network.close();
process.stdout.write(`${JSON.stringify({ ...JSON.parse(String(value)), backend: network.backend })}\n`);
