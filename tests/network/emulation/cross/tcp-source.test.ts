import { describe, expect, it } from 'vitest';
import { TcpSource } from '../../../../src/network/emulation/cross/tcp-source.ts';
import { Bottleneck, LOST_QUEUE } from '../../../../src/network/emulation/queue/bottleneck.ts';
import { profile } from '../../support/profiles.ts';

/** Lets senders share a drop-tail queue until `untilMs`, and returns the bytes each got through after `fromMs`. */
function share(sources: readonly TcpSource[], rateBps: number, queueMs: number, fromMs: number, untilMs: number) {
  const bottleneck = new Bottleneck(profile({ rateBps, queueMs }), undefined);
  const bytes = sources.map(() => 0);
  for (let nowMs = 0; ; ) {
    const next = sources.reduce((best, source, n) => (source.nextMs < (sources[best]?.nextMs ?? 0) ? n : best), 0);
    const source = sources[next];
    nowMs = Math.max(nowMs, source?.nextMs ?? Number.POSITIVE_INFINITY);
    if (source === undefined || nowMs > untilMs) return bytes;
    const size = source.act(nowMs);
    if (size === 0) continue;
    const sentMs = bottleneck.admit(nowMs, size, 0);
    if (sentMs === LOST_QUEUE) source.refused(nowMs);
    else {
      source.left(sentMs, false);
      if (nowMs >= fromMs) bytes[next] = (bytes[next] ?? 0) + size;
    }
  }
}

const shares = (bytes: readonly number[]) => {
  const all = bytes.reduce((sum, each) => sum + each, 0);
  return bytes.map((each) => each / all);
};

describe('the model of a TCP transfer', () => {
  it('shares a line fairly with another that began 20 s later', () => {
    const sources = [0, 20_000].map((fromMs, n) => new TcpSource({ type: 'tcp', rttMs: 50, fromMs }, n + 1, 0));
    // Jain’s index of two flows is above 0.98 from 0.43 : 0.57 on.
    for (const each of shares(share(sources, 10e6, 100, 60_000, 360_000))) expect(each).toBeGreaterThan(0.43);
  });

  it('gives the one with the longer way less, but no less than Reno would: the square of the ratio of round trips', () => {
    const sources = [20, 80].map((rttMs, n) => new TcpSource({ type: 'tcp', rttMs }, n + 1, 0));
    const [near = 0, far = 0] = shares(share(sources, 10e6, 40, 60_000, 360_000));
    expect(near / far).toBeGreaterThan(1.1);
    expect(near / far).toBeLessThan(16);
  });

  it('keeps ten packets under way for the first round trip', () => {
    const source = new TcpSource({ type: 'tcp', rttMs: 100 }, 1, 0);
    expect(share([source], 100e6, 100, 0, 99)).toEqual([10 * 1500]);
  });
});
