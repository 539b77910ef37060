import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTickClock, type Tick } from '../../../src/browser/source/tick-clock.ts';

const EPOCH_MS = 1_000_000;
const FPS = 25;
const INTERVAL_MS = 40;

describe('startTickClock', () => {
  beforeEach(() => void vi.useFakeTimers({ now: EPOCH_MS }));
  afterEach(() => void vi.useRealTimers());

  const start = (ticks: Tick[], onTick: (tick: Tick) => void = () => {}) =>
    startTickClock(
      FPS,
      EPOCH_MS,
      (tick) => {
        ticks.push(tick);
        onTick(tick);
      },
      () => Date.now(),
    );

  it('ticks on its schedule, without drift', () => {
    const ticks: Tick[] = [];
    start(ticks);
    vi.advanceTimersByTime(10 * INTERVAL_MS);
    expect(ticks).toEqual(Array.from({ length: 11 }, (_, frame) => ({ frame, lateMs: 0 })));
  });

  it('reports how late a tick is, and keeps the next on time', () => {
    const ticks: Tick[] = [];
    start(ticks, ({ frame }) => {
      // Frame 1 takes 55 ms to make: the next is due meanwhile.
      if (frame === 1) vi.setSystemTime(EPOCH_MS + INTERVAL_MS + 55);
    });
    vi.advanceTimersByTime(INTERVAL_MS);
    vi.advanceTimersByTime(1); // The shortest timer there is.
    vi.advanceTimersByTime(24);
    expect(ticks).toEqual([
      { frame: 0, lateMs: 0 },
      { frame: 1, lateMs: 0 },
      { frame: 2, lateMs: 16 },
      { frame: 3, lateMs: 0 },
    ]);
  });

  it('skips the numbers of ticks that passed before they could be served', () => {
    const ticks: Tick[] = [];
    start(ticks, ({ frame }) => {
      if (frame === 1) vi.setSystemTime(EPOCH_MS + 5.5 * INTERVAL_MS);
    });
    vi.advanceTimersByTime(INTERVAL_MS);
    vi.advanceTimersByTime(1);
    expect(ticks.map(({ frame }) => frame)).toEqual([0, 1, 5]);
  });

  it('stops', () => {
    const ticks: Tick[] = [];
    const stop = start(ticks);
    vi.advanceTimersByTime(INTERVAL_MS);
    stop();
    vi.advanceTimersByTime(10 * INTERVAL_MS);
    expect(ticks).toHaveLength(2);
  });
});
