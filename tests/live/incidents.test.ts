import { describe, expect, it } from 'vitest';
import { Incidents } from '../../src/live/incidents.ts';
import type { PictureLine } from '../../src/model/recording/picture-line.ts';

const freeze = (number: number, toMs?: number): PictureLine => ({
  ...{ type: 'picture', atMs: number * 1000, viewer: `sea-sg-${number}`, why: 'freeze', incident: 'freeze-1' },
  ...{ place: toMs === undefined ? 'at' : 'after', fromMs: number * 1000, ...(toMs !== undefined && { toMs }) },
});

describe('live incidents', () => {
  it('count a freeze once, with its length once that is known', () => {
    const incidents = new Incidents();
    incidents.add(freeze(1));
    incidents.add(freeze(1, 3000));
    expect(incidents.count).toBe(1);
    expect(incidents.list(0)).toEqual([{ second: 1, who: 'sea-sg-1', what: 'freeze', lastedS: 2 }]);
  });

  it('count a freeze once even if its end comes after a hundred others', () => {
    const incidents = new Incidents();
    for (let number = 1; number <= 101; number++) incidents.add(freeze(number));
    expect(incidents.list(0)).toHaveLength(100);
    incidents.add(freeze(1, 200_000));
    expect(incidents.count).toBe(101);
    expect(incidents.list(0)).toHaveLength(100);
    expect(incidents.list(0)[0]?.who).toBe('sea-sg-2');
  });
});
