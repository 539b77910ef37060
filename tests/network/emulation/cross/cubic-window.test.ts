import { describe, expect, it } from 'vitest';
import { CubicWindow, cubicPeriod, cubicWindowAt } from '../../../../src/network/emulation/cross/cubic-window.ts';

/** Lets a sender acknowledge its whole window each round trip for `forMs`, and returns the window at the end of each. */
function grow(window: CubicWindow, rttMs: number, fromMs: number, forMs: number): { atMs: number; packets: number }[] {
  const rounds: { atMs: number; packets: number }[] = [];
  for (let startMs = fromMs; startMs < fromMs + forMs; startMs += rttMs) {
    const packets = Math.floor(window.packets);
    for (let n = 0; n < packets; n++) window.acknowledged(startMs + (n * rttMs) / packets, rttMs);
    rounds.push({ atMs: startMs + rttMs, packets: window.packets });
  }
  return rounds;
}

/** Returns a window that fell from `packets` by a loss, or from just above. */
function fallen(packets: number): CubicWindow {
  const window = new CubicWindow();
  for (let n = window.packets; n < packets; n++) window.acknowledged(0, 100);
  window.congested();
  return window;
}

describe('the window of CUBIC', () => {
  it('follows the cubic function of RFC 9438: worked out by hand for a window of 1000 packets', () => {
    // K = cbrt(1000 * 0.3 / 0.4) = cbrt(750) = 9.0856 s; at 0 it is 0.7 of it, at K all of it, at 2 K as far above as it was below.
    const period = cubicPeriod(1000, 700);
    expect(period).toBeCloseTo(9.0856, 4);
    expect(cubicWindowAt(0, period, 1000)).toBeCloseTo(700, 6);
    expect(cubicWindowAt(period, period, 1000)).toBe(1000);
    expect(cubicWindowAt(2 * period, period, 1000)).toBeCloseTo(1300, 6);
    // 0.4 * (5 - 9.0856)^3 + 1000 = 1000 - 27.28
    expect(cubicWindowAt(5, period, 1000)).toBeCloseTo(972.72, 1);
  });

  it('grows along that function from a loss on, acknowledgement by acknowledgement', () => {
    const window = fallen(1000);
    expect(window.packets).toBeCloseTo(700, 6);
    for (const { atMs, packets } of grow(window, 100, 0, 18_000)) {
      const t = atMs / 1000;
      // It aims one round trip ahead, and gets there in one.
      expect(packets / cubicWindowAt(t, 9.0856, 1000)).toBeGreaterThan(0.985);
      expect(packets / cubicWindowAt(t + 0.1, 9.0856, 1000)).toBeLessThan(1.015);
    }
  });

  it('is no slower than Reno where the cubic function is', () => {
    // 20 packets, 20 ms: alpha = 3 * 0.3 / 1.7 = 0.5294 packets a round trip, so after 0.2 s (10 rounds) 14 + 5.3; the cubic
    // function has 0.4 * (0.2 - 2.466)^3 + 20 = 15.3.
    const window = fallen(20);
    const after = grow(window, 20, 0, 200).at(-1)?.packets ?? 0;
    expect(after).toBeGreaterThan(18.5);
    expect(after).toBeLessThan(19.8);
  });

  it('gives way faster when it could not grow back to where it was', () => {
    // Lost at 1000, then at 700 before it grew: the next plateau is at 700 * 1.7 / 2 = 595, so K = cbrt((595 - 490) / 0.4) = 6.4 s.
    const window = fallen(1000);
    window.congested();
    expect(window.packets).toBeCloseTo(490, 6);
    const plateau = grow(window, 100, 0, 6400).at(-1)?.packets ?? 0;
    expect(plateau / 595).toBeCloseTo(1, 2);
  });

  it('begins with ten packets, doubles each round trip, and with one packet after a time-out', () => {
    const window = new CubicWindow();
    expect(grow(window, 100, 0, 300).map(({ packets }) => packets)).toEqual([20, 40, 80]);
    window.timedOut();
    expect(window.packets).toBe(1);
    // Slow start up to 0.7 of 80.
    expect(grow(window, 100, 300, 500).map(({ packets }) => packets)).toEqual([2, 4, 8, 16, 32]);
  });
});
