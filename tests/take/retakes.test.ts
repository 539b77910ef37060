import { afterEach, describe, expect, it } from 'vitest';
import { useRealClocks, wallMs } from '../../src/lib/clock.ts';
import { type PlayedTake, Retakes } from '../../src/take/retakes.ts';
import { buildLines, takeOf } from '../build-recording.ts';

const { take } = takeOf(buildLines()).header;
let nowMs = 0;
const tookS = (seconds: number, factor: number) => async () => {
  nowMs += seconds * 1000;
  return { factor };
};
const spoilt = (played: PlayedTake) => ({
  ...played,
  reasons: [{ signal: 'no-media', reason: 'No picture.', advice: 'Look.' }],
});

describe('Retakes', () => {
  afterEach(() => useRealClocks({ monotonicMs: () => performance.now(), wallMs }));
  const begin = (slow: 'auto' | number, timeLimitMs?: number) => {
    nowMs = 0;
    useRealClocks({ monotonicMs: () => nowMs, wallMs });
    return new Retakes(slow, timeLimitMs);
  };

  it('plays a spoilt take again as a take of its own, at twice the factor it came to', async () => {
    const retakes = begin('auto');
    const played = await retakes.play(take, tookS(60, 3));
    const [retake] = retakes.plan([spoilt(played)], 7);
    expect(retake).toMatchObject({ index: 7, seed: take.seed });
    const asked: (number | undefined)[] = [];
    await retakes.play(retake ?? take, async (factor) => {
      asked.push(factor);
      return { factor: 50 };
    });
    expect(asked).toEqual([6]);
  });

  it('plays it again at the factor that was asked for, if one was', async () => {
    const retakes = begin(4);
    const [retake = take] = retakes.plan([spoilt(await retakes.play(take, tookS(60, 4)))], 1);
    await retakes.play(retake, async (factor) => {
      expect(factor).toBeUndefined();
      return { factor: 4 };
    });
  });

  it('begins no retake that would not end within the time limit', async () => {
    const retakes = begin('auto', 150_000);
    const [retake = take] = retakes.plan([spoilt(await retakes.play(take, tookS(60, 2)))], 1);
    expect(retakes.hasTimeFor(retake)).toBe(false);
    const more = begin('auto', 190_000);
    const [other = take] = more.plan([spoilt(await more.play(take, tookS(60, 2)))], 1);
    expect(more.hasTimeFor(other)).toBe(true);
  });

  it('defaults to ten minutes or three times the first round, whichever is longer', async () => {
    const short = begin('auto');
    const [retake = take] = short.plan([spoilt(await short.play(take, tookS(190, 2)))], 1);
    expect(short.hasTimeFor(retake)).toBe(true);
    const long = begin('auto');
    const [other = take] = long.plan([spoilt(await long.play(take, tookS(1000, 2)))], 1);
    expect(long.hasTimeFor(other)).toBe(true);
    nowMs += 1000;
    expect(long.hasTimeFor(other)).toBe(false);
  });
});
