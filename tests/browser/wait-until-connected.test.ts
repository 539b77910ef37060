import { describe, expect, it } from 'vitest';
import { foundNoPath, waitUntilConnected, waitUntilReconnected } from '../../src/browser/wait-until-connected.ts';

class PeerDouble extends EventTarget {
  connectionState = 'connecting';
  iceConnectionState = 'checking';
  readonly remoteDescription = { sdp: 'a=candidate:1 1 UDP 2130706431 203.0.113.5 8000 typ host\r\n' };

  become(state: string): void {
    this.connectionState = state;
    this.dispatchEvent(new Event('connectionstatechange'));
  }
}

const create = (state = 'connecting') => {
  const double = new PeerDouble();
  double.connectionState = state;
  return { double, peer: double as unknown as RTCPeerConnection };
};

describe('waitUntilConnected', () => {
  it('resolves once media can flow, and rejects once it cannot', async () => {
    const { double, peer } = create();
    const connected = waitUntilConnected(peer, new AbortController().signal);
    double.become('connected');
    await connected;
    double.become('failed');
    await expect(waitUntilConnected(peer, new AbortController().signal)).rejects.toThrow('the connection failed');
  });

  it('tells a path that was not found from a failure that is not the network’s', async () => {
    const reasonOf = async (iceConnectionState: string) => {
      const { double, peer } = create();
      double.iceConnectionState = iceConnectionState;
      const failed = waitUntilConnected(peer, new AbortController().signal).catch(String);
      double.become('failed');
      return String(await failed);
    };
    expect(foundNoPath(await reasonOf('failed'))).toBe(true);
    expect(foundNoPath(await reasonOf('connected'))).toBe(false);
    expect(foundNoPath(String(await waitUntilConnected(create().peer, AbortSignal.abort()).catch(String)))).toBe(true);
  });

  it('rejects on abort with the addresses that were tried, even if that was before', async () => {
    const controller = new AbortController();
    const waiting = waitUntilConnected(create().peer, controller.signal);
    controller.abort();
    await expect(waiting).rejects.toThrow('tried 203.0.113.5:8000/udp (ICE checking, connecting)');
    await expect(waitUntilConnected(create().peer, AbortSignal.abort())).rejects.toThrow('tried 203.0.113.5:8000/udp');
  });
});

describe('waitUntilReconnected', () => {
  it('waits beyond "failed", and rejects on abort, even if that was before', async () => {
    const { double, peer } = create('failed');
    const waiting = waitUntilReconnected(peer, new AbortController().signal);
    double.become('connected');
    await waiting;
    await expect(waitUntilReconnected(create('failed').peer, AbortSignal.abort())).rejects.toThrow('in time (failed)');
  });
});
