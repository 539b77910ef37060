import { describe, expect, it } from 'vitest';
import type { MetricInfo } from '../../../src/model/result/metric.ts';
import { compareTakes } from '../../../src/verdict/compare/compare-takes.ts';
import { regionsOfOwnJoins } from '../../../src/verdict/compare/own-joins.ts';
import { BROADCAST, OPTIONS, REGION, takeOf } from './takes.ts';

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
const ms = (id: string): MetricInfo => ({
  ...{ id, label: id, labelZh: id, unit: 'ms', better: 'lower', shape: 'value', definition: '', source: '' },
});
const METRICS = [ms('firstFrame'), ms('joinTime')];
const LIMIT = { metric: 'firstFrame', statistic: 'value', unit: 'ms', limit: 500 } as const;

/** Compares joins of which some lose a packet of the handshake, with a picture `later` ms after the connection. */
function compare(later: number, ownJoins: ReadonlySet<string>, joinsLater = 0) {
  const arm = (name: string, more: number, connecting: number, lost: readonly number[]) => ({
    ...{ name, broadcast: BROADCAST },
    takes: SEEDS.map((seed) => {
      const joinTime = 600 + connecting + (lost.includes(seed) ? 1000 : 0);
      return { ...takeOf(seed, [{ joinTime, firstFrame: joinTime + 230 + more }]), verdicts: [] };
    }),
  });
  return compareTakes(arm('before', 0, 0, [4]), arm('after', later, joinsLater, [2, 5, 8]), {
    ...{ ...OPTIONS, metrics: METRICS, changeLimits: { near: [LIMIT] }, ownJoins },
  });
}

describe('a first frame after a connection that owes nothing to the encoder', () => {
  const own = new Set(['near']);

  it('is told by what follows the connection', () => {
    expect(compare(0, new Set()).outcome).toBe('inconclusive');
    expect(compare(0, own).outcome).toBe('no-worse');
    expect(compare(800, own).outcome).toBe('regressed');
    const [change] = compare(100, own).changes;
    expect(change?.difference).toBeCloseTo(100);
    expect((change?.candidate ?? 0) - (change?.baseline ?? 0)).toBeCloseTo(100);
  });

  it('counts whole where it may owe something to it', () => {
    expect(compare(0, new Set(), 2000).outcome).toBe('regressed');
    expect(compare(0, new Set(), 2000).changes[0]?.difference).toBeGreaterThan(900);
  });
});

describe('the regions where connecting owes nothing to the encoder', () => {
  const limited = { ...REGION.haul, out: { ...REGION.haul.out, rateBps: 5e6 } };

  it('are those whose haul has no queue, under one transport', () => {
    const regions = [REGION, { ...REGION, id: 'shared', haul: limited }];
    expect([...regionsOfOwnJoins(regions, ['local', 'local'])]).toEqual(['near']);
    expect([...regionsOfOwnJoins(regions, ['local', { whip: { publish: 'a', watch: 'b' } }])]).toEqual([]);
  });
});
