import { describe, expect, it } from 'vitest';
import { localFragment, restartedAnswer } from '../../../../src/browser/transports/whip/sdp-fragment.ts';

const lines = (...all: string[]) => all.map((line) => `${line}\r\n`).join('');

const OFFER = lines(
  ...['v=0', 'o=- 1 2 IN IP4 127.0.0.1', 's=-', 't=0 0', 'a=group:BUNDLE 0 1', 'a=extmap-allow-mixed'],
  ...['m=video 9 UDP/TLS/RTP/SAVPF 96', 'c=IN IP4 0.0.0.0', 'a=candidate:1 1 udp 1 10.0.0.1 1 typ host'],
  ...['a=ice-ufrag:EsAw', 'a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1', 'a=ice-options:trickle', 'a=mid:0', 'a=sendonly'],
  ...['m=audio 9 UDP/TLS/RTP/SAVPF 111', 'a=ice-ufrag:EsAw', 'a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1', 'a=mid:1'],
);

describe('an SDP fragment', () => {
  it('has the credentials of the bundle’s first section, and the candidates not sent yet', () => {
    const candidate = 'candidate:2 1 udp 2 192.0.2.1 61764 typ host generation 0 ufrag EsAw';
    expect(localFragment(OFFER, [candidate], true)).toBe(
      lines(
        ...['a=ice-options:trickle', 'a=group:BUNDLE 0 1', 'm=video 9 UDP/TLS/RTP/SAVPF 96', 'a=mid:0'],
        ...['a=ice-ufrag:EsAw', 'a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1', `a=${candidate}`, 'a=end-of-candidates'],
      ),
    );
  });

  it('announces the end of candidates only when it is reached', () => {
    expect(localFragment(OFFER, [], false)).not.toContain('end-of-candidates');
  });

  it('merges a server’s new credentials and candidates into the agreed answer', () => {
    const answer = lines(
      ...['v=0', 'a=ice-lite', 'a=group:BUNDLE 0 1', 'm=video 9 UDP/TLS/RTP/SAVPF 96', 'a=ice-ufrag:old'],
      ...['a=ice-pwd:older', 'a=candidate:1 1 udp 1 198.51.100.1 1 typ host', 'a=end-of-candidates', 'a=mid:0'],
      ...[
        'a=recvonly',
        'm=audio 9 UDP/TLS/RTP/SAVPF 111',
        'a=mid:1',
        'a=ice-ufrag:old',
        'a=ice-pwd:older',
        'a=recvonly',
      ],
    );
    const fragment = lines(
      ...['a=ice-lite', 'm=video 9 UDP/TLS/RTP/SAVPF 96', 'a=mid:0', 'a=ice-ufrag:new', 'a=ice-pwd:newer'],
      ...['a=candidate:1 1 udp 1 198.51.100.1 39132 typ host', 'a=end-of-candidates'],
    );
    expect(restartedAnswer(answer, fragment)).toBe(
      lines(
        ...['v=0', 'a=ice-lite', 'a=group:BUNDLE 0 1', 'm=video 9 UDP/TLS/RTP/SAVPF 96', 'a=mid:0', 'a=ice-ufrag:new'],
        ...[
          'a=ice-pwd:newer',
          'a=candidate:1 1 udp 1 198.51.100.1 39132 typ host',
          'a=end-of-candidates',
          'a=recvonly',
        ],
        ...['m=audio 9 UDP/TLS/RTP/SAVPF 111', 'a=mid:1', 'a=ice-ufrag:new', 'a=ice-pwd:newer', 'a=recvonly'],
      ),
    );
  });

  it('is rejected as a restart without credentials', () => {
    expect(() => restartedAnswer('v=0', 'a=ice-lite')).toThrow('no ice-ufrag and ice-pwd');
  });
});
