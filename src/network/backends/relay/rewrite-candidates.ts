import { isIPv4 } from 'node:net';
import type { Endpoint } from '../../backend.ts';

/**
 * Candidate line of RFC 8839 section 5.1: foundation, component, transport, priority, address, port, "typ", type,
 * attributes.
 */
const CANDIDATE = /^a=candidate:(\S+) (\d+) (\S+) (\d+) (\S+) (\d+) typ \S+(.*)$/;
/** Related address of a candidate, which is removed: nothing may send to it. */
const RELATED = / (raddr|rport) \S+/g;
const LINE = /\r?\n/;
const CRLF = '\r\n';

/**
 * Rewrites the candidates of an SDP, or of a trickled fragment: each UDP candidate with an IPv4 address becomes the endpoint
 * that `reach` returns for it. Removes TCP, IPv6 and mDNS candidates, which are not relayed.
 */
export async function rewriteCandidates(sdp: string, reach: (target: Endpoint) => Promise<Endpoint>): Promise<string> {
  const lines = await Promise.all(
    sdp.split(LINE).map(async (line) => {
      const [, foundation, component, transport = '', priority, address = '', port, rest = ''] =
        CANDIDATE.exec(line) ?? [];
      if (foundation === undefined) return line.startsWith('a=candidate:') ? undefined : line;
      if (transport.toLowerCase() !== 'udp' || !isIPv4(address)) return undefined;
      const at = await reach({ address, port: Number(port) });
      return `a=candidate:${foundation} ${component} udp ${priority} ${at.address} ${at.port} typ host${rest.replace(RELATED, '')}`;
    }),
  );
  return lines.filter((line) => line !== undefined).join(CRLF);
}

/** Removes all addresses from an SDP: a server that knew one would send media past the relay. */
export function removeAddresses(sdp: string): string {
  return sdp
    .split(LINE)
    .filter((line) => !line.startsWith('a=candidate:'))
    .map((line) =>
      line
        .replace(/^c=IN IP[46] \S+/, 'c=IN IP4 0.0.0.0')
        .replace(/^a=rtcp:\d+.*/, 'a=rtcp:9 IN IP4 0.0.0.0')
        .replace(/^m=(\S+) [1-9]\d* /, 'm=$1 9 '),
    )
    .join(CRLF);
}
