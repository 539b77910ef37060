import { describe, expect, it } from 'vitest';
import { History } from '../../src/live/history.ts';
import type { LivePoint } from '../../src/live/live-message.ts';

/** A second as 50 viewers in so many regions give it, all digits in use. */
function fullPoint(second: number, regions = 10): LivePoint {
  return {
    ...{ second, factor: 1.234567891, busyFraction: 0.876543219 },
    regions: Array.from({ length: regions }, () => ({
      silent: 5,
      figures: [
        [0.1234, 0.9876],
        [1234, 5678],
        [0.01234, 0.05678],
        [0.9512, 0.9134],
        [1_987_000, 1_234_000],
      ],
      network: [123.456789, 0.0123456789, 12_345_678, 123.456789],
    })),
  };
}

const secondsOf = ({ data }: { readonly data: string }) =>
  (JSON.parse(data) as LivePoint[]).map(({ second }) => second);

describe('the history of a live rehearsal', () => {
  it('gives whoever comes all of it, and whoever comes back what it missed', () => {
    const history = new History('a1');
    history.begin(1);
    for (let second = 0; second < 5; second++) history.add(second, { second });
    expect(secondsOf(history.after(undefined))).toEqual([0, 1, 2, 3, 4]);
    expect(secondsOf(history.after('a1.1.2'))).toEqual([3, 4]);
    expect(history.after('a1.1.2').id).toBe('a1.1.4');
    expect(history.after('a1.1.4')).toEqual({ id: 'a1.1.4', data: '[]' });
  });

  it('gives all of it where the id is of another take, another rehearsal or none of ours', () => {
    const history = new History('a1');
    history.begin(2);
    history.add(0, { second: 0 });
    for (const id of ['a1.1.7', 'b2.2.7', 'a1.2', 'a1.2.x', '', 'a1.2.-1', '__proto__'])
      expect(history.after(id), id).toEqual({ id: 'a1.2.0', data: '[{"second":0}]' });
  });

  it('forgets the take before', () => {
    const history = new History('a1');
    history.begin(1);
    history.add(0, { second: 0 });
    history.begin(2);
    expect(history.after(undefined)).toEqual({ id: '', data: '[]' });
  });

  it('keeps an hour of ten regions at 1 Hz whole, in under 8 MB; viewers do not add to it', () => {
    const history = new History('a1');
    history.begin(1);
    for (let second = 0; second < 3600; second++) history.add(second, fullPoint(second));
    const kept = history.after(undefined);
    expect(secondsOf(kept)).toHaveLength(3600);
    expect(kept.data.length).toBeLessThan(8_000_000);
  });

  it('never grows beyond its bound, and keeps the whole course, its end at 1 Hz', () => {
    const history = new History('a1', 100_000);
    history.begin(1);
    for (let second = 0; second < 5000; second++) {
      history.add(second, fullPoint(second, 1));
      // Brackets and commas come on top.
      if (second % 50 === 0) expect(history.after(undefined).data.length).toBeLessThan(102_000);
    }
    const seconds = secondsOf(history.after(undefined));
    expect(seconds[0]).toBe(0);
    expect(seconds.at(-1)).toBe(4999);
    expect(seconds.slice(-50)).toEqual(Array.from({ length: 50 }, (_, i) => 4950 + i));
  });
});
