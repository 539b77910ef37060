import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { marksPackets } from '../../../model/scenario/link-profile.ts';
import type { NetworkBackend, NetworkNeeds, Probe } from '../../backend.ts';
import { LOOPBACK } from './wire.ts';

/**
 * Backend of local UDP ports that stand in for the origin's, with a process of ours in between. Any system, no privilege.
 */
export const relay: NetworkBackend = {
  journals: false,
  probe,
  refusals,
  open: async (...asked) => (await import('./open-relay-network.ts')).openRelayNetwork(...asked),
  // Sockets close with their process, which exits with the run that started it.
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

function refusals({ topology, captureTo, anyCommand }: NetworkNeeds): string[] {
  const cannot: string[] = [];
  if (anyCommand) cannot.push('run any command on a host: only media whose SDP it sees take the shaped path');
  if (captureTo !== undefined) cannot.push('capture packets');
  if (topology.nodes.some(({ role }) => role === 'internet'))
    cannot.push('shape traffic to the internet other than WHIP and WHEP');
  for (const { id, profile } of topology.links) {
    if (marksPackets(profile.aqm))
      cannot.push(`mark packets (ECN) on ${id}: a socket does not show their headers (ecn: false)`);
    if (profile.discipline === 'dualpi2')
      cannot.push(`keep the two queues of dualpi2 on ${id}: a socket does not show whose packets are L4S`);
    if (profile.udpBlocked === true)
      cannot.push(`block UDP on ${id}: media over TCP, which would take its place, does not pass through it`);
    if (profile.mtuBytes !== undefined)
      cannot.push(`drop what is too large for ${id}: a socket does not show whether a packet may be fragmented`);
  }
  return cannot;
}
