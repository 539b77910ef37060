import { isIPv4 } from 'node:net';
import type { Endpoint } from '../../backend.ts';

/** RFC 8839 section 5.1: foundation, component, transport, priority, address, port, "typ", type, further attributes. */
const CANDIDATE = /^a=candidate:(\S+) (\d+) (\S+) (\d+) (\S+) (\d+) typ \S+(.*)$/;
/** Where a candidate was seen from; it would tell an address that nobody is to use. */
const RELATED = / (raddr|rport) \S+/g;
const LINE = /\r?\n/;
const CRLF = '\r\n';

/**
 * An SDP (or the fragment of a trickled one) in which only endpoints that stand for the server's remain: each UDP candidate
 * with an IPv4 address becomes what `reach` gives for it; TCP, names and IPv6, which are not relayed, go.
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

/** An SDP that tells no address: a server that knew one would send media past the relay. */
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
