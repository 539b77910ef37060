import type { CrossFlow } from '../../model/scenario/cross-flow.ts';
import type { LinkProfile } from '../../model/scenario/link-profile.ts';
import { NETWORK_WORDS } from '../messages/network-words.ts';
import { fill, type Text } from '../messages/words.ts';
import { formatBytes, formatLimit, formatSeconds } from '../text/format.ts';

/** Lists the other traffic on a link, one line for each kind. */
export function crossTrafficLines({ crossTraffic = [] }: LinkProfile): Text[] {
  const counts = new Map<string, { readonly flow: CrossFlow; count: number }>();
  for (const flow of crossTraffic) {
    const key = JSON.stringify(flow);
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { flow, count: 1 });
    else known.count++;
  }
  return [...counts.values()].map(({ flow, count }) => flowText(flow, count));
}

function flowText(flow: CrossFlow, count: number): Text {
  if (flow.type === 'udp') {
    const { rateBps, onMs, offMs } = flow;
    const rate = formatLimit(rateBps, 'bps');
    return onMs === undefined || offMs === undefined
      ? fill(NETWORK_WORDS.crossUdp, { count, rate })
      : fill(NETWORK_WORDS.crossUdpBursts, { count, rate, on: formatSeconds(onMs), off: formatSeconds(offMs) });
  }
  if (flow.type === 'rtc') return fill(NETWORK_WORDS.crossRtc, { count, rate: formatLimit(flow.mostBps, 'bps') });
  const control = flow.control === 'bbr' ? 'BBR' : 'CUBIC';
  if (flow.transfers === undefined) return fill(NETWORK_WORDS.crossTcp, { count, control });
  const { leastBytes, mostBytes, pauseMs } = flow.transfers;
  const sizes = { least: formatBytes(leastBytes), most: formatBytes(mostBytes), off: formatSeconds(pauseMs) };
  return fill(NETWORK_WORDS.crossTcpTransfers, { count, control, ...sizes });
}
