import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { NetworkBackend, NetworkNeeds, Probe } from '../../backend.ts';
import { openRelayNetwork } from './open-relay-network.ts';
import { LOOPBACK } from './wire.ts';

/** UDP ports of this machine that stand for the origin's, one process of ours between them. Any system, no privilege. */
export const relay: NetworkBackend = {
  journals: false,
  probe,
  refuses,
  open: openRelayNetwork,
  // Sockets end with their process, and that with the run that started it.
  sweep: async () => [],
};

async function probe(): Promise<Probe> {
  const socket = createSocket('udp4');
  try {
    socket.bind(0, LOOPBACK);
    await once(socket, 'listening');
    return { works: true, why: 'needs no privilege; shapes the media of WHIP and WHEP, and nothing else' };
  } catch (error) {
    return {
      works: false,
      why: `no UDP on ${LOOPBACK} (${(error as NodeJS.ErrnoException).code})`,
      advice: 'allow UDP on the loopback interface',
    };
  } finally {
    socket.close();
  }
}

function refuses({ topology, captureTo, anyCommand }: NetworkNeeds): string[] {
  const cannot: string[] = [];
  if (anyCommand) cannot.push('run any command on a host: only media whose SDP it sees takes the shaped path');
  if (captureTo !== undefined) cannot.push('capture packets');
  if (topology.nodes.some(({ role }) => role === 'internet'))
    cannot.push('shape what goes to the internet by other ways than WHIP and WHEP');
  return cannot;
}
