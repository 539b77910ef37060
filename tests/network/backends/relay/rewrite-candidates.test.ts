import { describe, expect, it } from 'vitest';
import type { Endpoint } from '../../../../src/network/backend.ts';
import { removeAddresses, rewriteCandidates } from '../../../../src/network/backends/relay/rewrite-candidates.ts';

const relay = async ({ port }: Endpoint) => ({ address: '127.0.0.1', port: port + 1 });
const sdp = (...lines: string[]) => `${['v=0', ...lines, 'a=end-of-candidates'].join('\r\n')}\r\n`;

describe('rewriteCandidates', () => {
  it('replaces every UDP address with that of the relay, and removes related addresses', async () => {
    const answer = sdp(
      'a=candidate:1 1 udp 2130706431 10.0.0.7 5000 typ host generation 0',
      'a=candidate:2 1 UDP 1694498815 203.0.113.9 6000 typ srflx raddr 10.0.0.7 rport 5000 generation 0',
    );
    expect(await rewriteCandidates(answer, relay)).toBe(
      sdp(
        'a=candidate:1 1 udp 2130706431 127.0.0.1 5001 typ host generation 0',
        'a=candidate:2 1 udp 1694498815 127.0.0.1 6001 typ host generation 0',
      ),
    );
  });

  it('removes what is not relayed: TCP, IPv6, names, and malformed lines', async () => {
    const answer = sdp(
      'a=candidate:1 1 tcp 1518280447 10.0.0.7 9 typ host tcptype active',
      'a=candidate:2 1 udp 2130706431 media.example.org 5000 typ host',
      'a=candidate:3 1 udp 2130706430 2001:db8::1 7000 typ host',
      'a=candidate:nonsense',
    );
    expect(await rewriteCandidates(answer, relay)).toBe(sdp());
  });
});

describe('removeAddresses', () => {
  it('removes every address from an offer and leaves the rest unchanged', () => {
    const offer = (address: string, port: number, ...candidates: string[]) =>
      sdp(
        `m=video ${port} UDP/TLS/RTP/SAVPF 96`,
        `c=IN IP4 ${address}`,
        port === 9 ? 'a=rtcp:9 IN IP4 0.0.0.0' : `a=rtcp:${port} IN IP4 ${address}`,
        'a=ice-ufrag:abcd',
        ...candidates,
        'm=audio 0 UDP/TLS/RTP/SAVPF 111',
      );
    const gathered = offer('10.0.0.7', 5000, 'a=candidate:1 1 udp 2130706431 10.0.0.7 5000 typ host');
    expect(removeAddresses(gathered)).toBe(offer('0.0.0.0', 9));
  });
});
