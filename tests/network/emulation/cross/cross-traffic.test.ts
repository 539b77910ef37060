import { describe, expect, it } from 'vitest';
import type { CrossFlow } from '../../../../src/model/scenario/cross-flow.ts';
import type { LinkProfile } from '../../../../src/model/scenario/link-profile.ts';
import { NONE, RouterCore } from '../../../../src/network/emulation/router-core.ts';
import { bursts, link, topology } from '../../support/profiles.ts';

const WARM_MS = -24 * 3600 * 1000;

/** Returns a core whose one link carries cross traffic. */
function core(crossTraffic: readonly CrossFlow[], profile: Partial<LinkProfile> = {}, weatherMs = 0): RouterCore {
  const links = [link('x', { rateBps: 10e6, queueMs: 300, ...profile, crossTraffic }, 7)];
  return new RouterCore(topology(['a', 'b'], links, [['a', 'b', 'x']]), 8192, { weatherMs });
}

/** Sends packets of 1000 bytes each `everyMs` from `fromMs` to `toMs` and returns the arrival times, polled every `pollMs`. */
function arrivals(of: RouterCore, fromMs: number, toMs: number, everyMs: number, pollMs = 1): number[] {
  const dues: number[] = [];
  const look = (nowMs: number) => {
    for (let slot = of.takeDue(nowMs); slot !== NONE; slot = of.takeDue(nowMs)) {
      dues.push(of.dueMs(slot));
      of.release(slot);
    }
  };
  let nowMs = fromMs;
  for (let atMs = fromMs; atMs < toMs; atMs += everyMs) {
    for (; nowMs + pollMs <= atMs; nowMs += pollMs) look(nowMs);
    of.offer(of.reserve(), of.routeBetween(0, 1), 1, 1000, atMs);
  }
  look(toMs + 2000);
  return dues;
}

const udp = (rateBps: number, more: Partial<CrossFlow> = {}): CrossFlow =>
  ({ type: 'udp', rateBps, packetBytes: 1250, ...more }) as CrossFlow;

describe('cross traffic by UDP', () => {
  it('takes its rate, and is counted apart from the packets of the broadcast', () => {
    const emulated = core([udp(5e6)]);
    emulated.advance(10_000);
    const second = emulated.takeSecond(10_000)[0];
    // 5 Mbps are 500 packets/s of 1250 bytes; the last may still be sent.
    expect(second?.crossPackets).toBe(5000);
    expect(Math.abs((second?.crossOutBytes ?? 0) / 1250 - 5000)).toBeLessThanOrEqual(1);
    expect(second).toMatchObject({ inPackets: 0, outPackets: 0, lostQueue: 0, crossLost: 0 });
    expect(emulated.nextDueMs).toBe(Number.POSITIVE_INFINITY);
  });

  it('makes packets wait in the same queue, and loses what does not fit', () => {
    // 12 Mbps into 10 Mbps: a sixth is lost, and the queue of 300 ms is full.
    const emulated = core([udp(12e6)]);
    // Not in step with it: else a full queue might never have room for one.
    const dues = arrivals(emulated, 5000, 15_000, 9.7);
    const second = emulated.takeSecond(17_000)[0];
    expect((second?.crossLost ?? 0) / (second?.crossPackets ?? 1)).toBeGreaterThan(1 / 6);
    expect(second?.queueDelayP50Ms).toBeGreaterThan(290);
    expect(dues.length).toBeGreaterThan(500);
  });

  it('starts and ends when it is to', () => {
    const emulated = core([udp(5e6, { fromMs: 2000, toMs: 3000 })]);
    emulated.advance(1999);
    expect(emulated.takeSecond(1999)[0]?.crossPackets).toBe(0);
    emulated.advance(10_000);
    expect(emulated.takeSecond(10_000)[0]?.crossPackets).toBe(500);
  });

  it('comes in bursts with pauses, of the lengths asked on average', () => {
    const emulated = core([udp(5e6, { onMs: 300, offMs: 700 })]);
    emulated.advance(600_000);
    // 3 in 10 of 500 packets/s; some 600 bursts, so 5 % is one and a half standard deviations.
    expect((emulated.takeSecond(600_000)[0]?.crossPackets ?? 0) / 600 / 150).toBeCloseTo(1, 0.9);
  });

  it('meets the window with the same bursts, however long the warm-up took', () => {
    const inWindow = (warmupMs: number) => {
      const emulated = core([udp(9e6, { onMs: 300, offMs: 700 })], {}, WARM_MS);
      arrivals(emulated, 0, warmupMs - 3000, 10);
      emulated.setWeather(warmupMs, 0);
      return arrivals(emulated, warmupMs, warmupMs + 20_000, 5).map((dueMs) => (dueMs - warmupMs).toFixed(3));
    };
    expect(inWindow(8000)).toEqual(inWindow(11_234.5));
  });

  it('meets the bursts of loss of its link', () => {
    const emulated = core([udp(5e6)], { loss: bursts(0.1, 5) });
    emulated.advance(100_000);
    const { crossLost = 0, crossPackets = 1 } = emulated.takeSecond(100_000)[0] ?? {};
    expect(crossLost / crossPackets).toBeGreaterThan(0.08);
    expect(crossLost / crossPackets).toBeLessThan(0.12);
  });
});

const tcp = (more: Partial<CrossFlow> = {}): CrossFlow => ({ type: 'tcp', rttMs: 50, ...more }) as CrossFlow;

describe('all cross traffic', () => {
  const rtc: CrossFlow = { type: 'rtc', rttMs: 80, mostBps: 1.5e6, fromMs: 3000, toMs: 15_000 };
  const mixed = [
    ...[udp(2e6, { onMs: 300, offMs: 300 }), tcp(), tcp({ rttMs: 20, ecn: true })],
    ...[tcp({ rttMs: 40, control: 'bbr' }), rtc],
  ];

  it.each(['droptail', 'codel', 'fq-codel'] as const)('does the same however late it is polled: %s', (discipline) => {
    const play = (pollMs: number) => {
      const emulated = core(mixed, { discipline, aqm: { ecn: true } });
      return [arrivals(emulated, 0, 20_000, 7, pollMs), emulated.takeSecond(25_000)];
    };
    expect(play(500)).toEqual(play(0.5));
  });

  it('lets no packet of the broadcast vanish', () => {
    for (const discipline of ['droptail', 'codel', 'fq-codel'] as const) {
      const emulated = core(mixed, { discipline, queueMs: 40 });
      const dues = arrivals(emulated, 0, 20_000, 3);
      const { inPackets = 0, lostQueue = 0, outPackets = 0 } = emulated.takeSecond(23_000)[0] ?? {};
      expect([inPackets, dues.length, outPackets]).toEqual([6667, outPackets, 6667 - lostQueue]);
      expect(emulated.inFlight).toBe(0);
    }
  });
});

describe('cross traffic by TCP', () => {
  const seconds = (emulated: RouterCore, fromMs: number, toMs: number) => {
    emulated.advance(fromMs);
    emulated.takeSecond(fromMs);
    emulated.advance(toMs);
    return emulated.takeSecond(toMs)[0];
  };

  it('uses a line to the full, fills its queue, and loses little', () => {
    const emulated = core([tcp()]);
    const second = seconds(emulated, 10_000, 100_000);
    // 10 Mbps for 90 s are 112.5 MB.
    expect((second?.crossOutBytes ?? 0) / 112.5e6).toBeGreaterThan(0.98);
    expect((second?.crossLost ?? 0) / (second?.crossPackets ?? 1)).toBeLessThan(0.01);
    expect(second?.crossLost).toBeGreaterThan(0);
  });

  it('slows down for marks, without a loss, where the queue has ECN', () => {
    const { crossLost, crossMarked, crossOutBytes } =
      seconds(core([tcp({ ecn: true })], { discipline: 'codel', aqm: { ecn: true } }), 10_000, 60_000) ?? {};
    expect(crossLost).toBe(0);
    expect(crossMarked).toBeGreaterThan(5);
    // 10 Mbps for 50 s are 62.5 MB; CoDel's short queue runs empty after a decrease.
    expect((crossOutBytes ?? 0) / 62.5e6).toBeGreaterThan(0.85);
  });

  it('stops in a blackout, and comes back by itself', () => {
    const emulated = core([tcp()], { blackouts: [{ fromMs: 20_000, toMs: 25_000 }] });
    expect(seconds(emulated, 20_500, 24_500)?.crossOutBytes).toBe(0);
    // The time-out doubles from 0.4 s or so: it tries again within as long as it has waited.
    expect(seconds(emulated, 35_000, 45_000)?.crossOutBytes).toBeGreaterThan(0.95 * 12.5e6);
  });

  it('transfers what it is to, and pauses', () => {
    const transfers = { leastBytes: 100_000, mostBytes: 1e6, pauseMs: 10_000 };
    const second = seconds(core([tcp({ transfers })]), 0, 2_000_000);
    // 550 kB on average take about 1 s at 10 Mbps with slow start, then 10 s: some 180 transfers. The sizes' standard deviation is
    // 0.47 of the mean, the number's 7 %: 25 % are three of both together.
    const bytes = second?.crossOutBytes ?? 0;
    expect(bytes / ((2000 / 11) * 550e3)).toBeGreaterThan(0.75);
    expect(bytes / ((2000 / 11) * 550e3)).toBeLessThan(1.25);
  });
});
