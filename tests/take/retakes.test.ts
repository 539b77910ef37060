import { afterEach, describe, expect, it } from 'vitest';
import { useRealClocks, wallMs } from '../../src/lib/clock.ts';
import { Retakes } from '../../src/take/retakes.ts';
import { buildLines, takeOf } from '../build-recording.ts';

const { take } = takeOf(buildLines()).header;
let nowMs = 0;
const tookS = (seconds: number, factor: number) => async () => {
  nowMs += seconds * 1000;
  return { factor };
};

describe('takes that the machine spoilt', () => {
  afterEach(() => useRealClocks({ monotonicMs: () => performance.now(), wallMs }));
  const begin = (slow: 'auto' | number, mostTimeMs?: number) => {
    nowMs = 0;
    useRealClocks({ monotonicMs: () => nowMs, wallMs });
    return new Retakes(slow, mostTimeMs);
  };

  it('are played again as takes of their own, at twice the factor they came to, at most 64', async () => {
    const retakes = begin('auto');
    const played = await retakes.play(take, tookS(60, 3));
    const [again] = retakes.after([played], 7);
    expect(again).toMatchObject({ index: 7, seed: take.seed });
    const asked: (number | undefined)[] = [];
    await retakes.play(again ?? take, async (factor) => {
      asked.push(factor);
      return { factor: 50 };
    });
    expect(asked).toEqual([6]);
  });

  it('are played again at the factor given, where one is', async () => {
    const retakes = begin(4);
    const [again = take] = retakes.after([await retakes.play(take, tookS(60, 4))], 1);
    await retakes.play(again, async (factor) => {
      expect(factor).toBeUndefined();
      return { factor: 4 };
    });
  });

  it('are not begun when they would not be done in the time that was given', async () => {
    const retakes = begin('auto', 150_000);
    const [again = take] = retakes.after([await retakes.play(take, tookS(60, 2))], 1);
    expect(retakes.hasTimeFor(again)).toBe(false);
    const more = begin('auto', 190_000);
    const [other = take] = more.after([await more.play(take, tookS(60, 2))], 1);
    expect(more.hasTimeFor(other)).toBe(true);
  });

  it('have ten minutes, or three times what the takes took', async () => {
    const short = begin('auto');
    const [again = take] = short.after([await short.play(take, tookS(190, 2))], 1);
    expect(short.hasTimeFor(again)).toBe(true);
    const long = begin('auto');
    const [other = take] = long.after([await long.play(take, tookS(1000, 2))], 1);
    expect(long.hasTimeFor(other)).toBe(true);
    nowMs += 1000;
    expect(long.hasTimeFor(other)).toBe(false);
  });
});
