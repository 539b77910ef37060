/** Opens a network with a process inside, reports it, and waits, for tests that kill it. */
import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import { openNetwork } from '../../../../src/network/open-network.ts';
import { link, topology } from '../../support/profiles.ts';

const network = await openNetwork(topology(['a', 'b'], [link('x')], [['a', 'b', 'x']]), {
  backend: 'tun',
  signal: new AbortController().signal,
  onSecond: () => {},
  onFailure: (error) => {
    throw error;
  },
});
const { command, args } = network.enter('a');
const inside = spawn(command, [...args, 'sleep', '600'], { stdio: 'ignore' });
process.stdout.write(
  `${JSON.stringify({ namespace: basename(network.namespaceOf('a') ?? ''), inside: inside.pid })}\n`,
);
