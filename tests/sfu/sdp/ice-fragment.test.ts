import { describe, expect, it } from 'vitest';
import { parseIceFragment, writeIceFragment } from '../../../src/sfu/sdp/ice-fragment.ts';

const fragment = (...lines: string[]) => lines.map((line) => `${line}\r\n`).join('');
const CREDENTIALS = ['a=ice-ufrag:EsAw', 'a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1'];

describe('a trickled fragment', () => {
  it('gives the candidates that checks can be sent to, as in the example of RFC 8840', () => {
    const text = fragment(
      'a=ice-options:trickle ice2',
      'a=group:BUNDLE 0 1',
      'm=audio 9 UDP/TLS/RTP/SAVPF 111',
      'a=mid:0',
      ...CREDENTIALS,
      'a=candidate:1387637174 1 udp 2122260223 192.0.2.1 61764 typ host generation 0 ufrag EsAw network-id 1',
      'a=candidate:3471623853 1 udp 1686052607 198.51.100.7 54609 typ srflx raddr 192.0.2.1 rport 61764 generation 0',
      'a=candidate:473322822 1 tcp 1518280447 192.0.2.1 9 typ host tcptype active generation 0',
      'a=candidate:2154773085 1 udp 2122262783 2001:db8::1 61765 typ host generation 0',
      'a=candidate:4 1 udp 2122262783 3c1d4b7e-0000-4000-8000-000000000000.local 61766 typ host',
      'a=candidate:6 1 udp 2122262783 192.0.2.1 61768 typ future',
      'a=candidate:7 1 sctp 2122262783 192.0.2.1 61769 typ host',
      'a=candidate:5 2 udp 2122262782 192.0.2.1 61767 typ host',
      'a=end-of-candidates',
    );
    expect(parseIceFragment(text)).toEqual({
      credentials: { iceUfrag: 'EsAw', icePwd: 'P2uYro0UCOQ4zxjKXaWCBui1' },
      candidates: [
        { foundation: '1387637174', priority: 2_122_260_223, address: '192.0.2.1', port: 61_764, type: 'host' },
        { foundation: '3471623853', priority: 1_686_052_607, address: '198.51.100.7', port: 54_609, type: 'srflx' },
      ],
    });
  });

  it('may have candidates alone, or nothing but their end', () => {
    expect(parseIceFragment('a=end-of-candidates\n')).toEqual({ credentials: undefined, candidates: [] });
    expect(parseIceFragment('a=candidate:1 1 UDP 1 192.0.2.1 5 typ host\n').candidates).toHaveLength(1);
  });

  it.each([
    ['', 'nothing to do'],
    ['hello', 'not a line of SDP'],
    [fragment('a=mid:0'), 'nothing to do'],
    [fragment('a=ice-ufrag:EsAw'), 'without the other'],
    [fragment('a=ice-ufrag:abc', 'a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1'), 'line 1: a=ice-ufrag is malformed'],
    [fragment('a=ice-ufrag:EsAw', 'a=ice-pwd:short'), 'line 2: a=ice-pwd is malformed'],
    [fragment(...CREDENTIALS, 'm=video 9 X 1', 'a=ice-ufrag:Other', 'a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1'), 'differ'],
    [fragment('a=candidate:1 1 udp x 192.0.2.1 5 typ host'), 'line 1: a priority is a whole number'],
    [fragment('a=candidate:1 1 udp 4294967296 192.0.2.1 5 typ host'), 'a priority is a whole number'],
    [fragment('a=candidate:1 1 udp 1 192.0.2.1 70000 typ host'), 'line 1: a port is a whole number'],
    [fragment('a=candidate:1 300 udp 1 192.0.2.1 5 typ host'), 'a component is a whole number'],
    [fragment('a=candidate:1 1 udp 1 192.0.2.1 5 typ'), 'a=candidate is malformed'],
    [fragment('a=candidate:'), 'a=candidate is malformed'],
    [fragment(`a=candidate:${'1'.repeat(40)} 1 udp 1 192.0.2.1 5 typ host`), 'a=candidate is malformed'],
  ])('is refused with the reason: %j', (text, reason) => {
    expect(() => parseIceFragment(text)).toThrow(reason);
  });
});

describe('the answer to an ICE restart', () => {
  const answer = fragment(
    ...['v=0', 'a=group:BUNDLE 1', 'm=audio 0 UDP/TLS/RTP/SAVPF 111', 'a=mid:0'],
    ...['m=video 9 UDP/TLS/RTP/SAVPF 96', 'a=ice-ufrag:oldU', 'a=mid:1', 'a=sendonly'],
  );
  const end = { iceUfrag: 'newU', icePwd: 'newPwdnewPwdnewPwdnewPwd', address: '10.77.0.1', port: 5000 };

  it('names the section in use, our new credentials and where we are', () => {
    expect(writeIceFragment(answer, end)).toBe(
      fragment(
        ...['a=group:BUNDLE 1', 'm=video 9 UDP/TLS/RTP/SAVPF 96', 'a=mid:1'],
        ...['a=ice-ufrag:newU', 'a=ice-pwd:newPwdnewPwdnewPwdnewPwd'],
        ...['a=candidate:1 1 udp 2130706431 10.77.0.1 5000 typ host', 'a=end-of-candidates'],
      ),
    );
  });

  it('names the TCP candidate too, where there is one', () => {
    const tcp = { address: '10.77.0.1', port: 6000 };
    expect(writeIceFragment(answer, { ...end, tcp })).toContain(
      'a=candidate:2 1 tcp 1520435199 10.77.0.1 6000 typ host tcptype passive',
    );
  });
});
