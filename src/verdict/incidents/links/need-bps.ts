import type { CommonTake } from '../../../model/recording/recorded-take.ts';
import type { Link } from '../../../model/scenario/network.ts';
import { leastBitrateBps, sentBitrateBps } from '../../../model/scenario/sent-streams.ts';

/** Share that headers of RTP, UDP and IP add to the payload (about 50 of 1200 bytes). */
const HEADERS = 1.04;

/** Returns the rate that the broadcast needs of a link that carries media, bit/s; a haul carries a stream for each viewer. */
export function needBps({ header }: CommonTake, { id, segment }: Link): number {
  const { video, audio } = header.take.scenario.broadcast;
  if (segment === 'first-mile') return HEADERS * (sentBitrateBps(video) + audio.bitrateBps);
  const streams = header.topology.routes.filter(({ from, links }) => from === 'origin' && links.includes(id)).length;
  return HEADERS * (leastBitrateBps(video) + audio.bitrateBps) * Math.max(1, streams);
}
