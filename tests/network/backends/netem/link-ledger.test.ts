import { describe, expect, it } from 'vitest';
import type { LinkProfile } from '../../../../src/model/scenario/link-profile.ts';
import { apportion, LinkLedger } from '../../../../src/network/backends/netem/link-ledger.ts';
import { planPipes } from '../../../../src/network/backends/netem/pipe-plan.ts';
import { parseQdiscs } from '../../../../src/network/backends/netem/qdisc-counts.ts';
import { link, topology } from '../../support/profiles.ts';

function ledgerOf(effects: Partial<LinkProfile>): LinkLedger {
  const [piped] = planPipes(topology(['a', 'b'], [link('x', effects)], [])).links;
  if (piped === undefined) throw new Error('no link');
  return new LinkLedger(piped);
}

/** Returns a qdisc as tc prints it. */
const qdisc = (dev: string, handle: string, packets: number, drops: number, qlen = 0) => ({
  ...{ kind: 'netem', dev, handle, packets, bytes: packets * 1000, drops, qlen, backlog: qlen * 1000 },
});
const snapshot = (...qdiscs: ReturnType<typeof qdisc>[]) => parseQdiscs(JSON.stringify(qdiscs));
const state = (random: number, burst: number, blackout = 0) => ({
  ...{ loss: { random, burst, blackout }, delayMs: 40, rateBps: 2e6, aheadBytes: 500 },
});

describe('LinkLedger', () => {
  it('derives packets in, out, waiting and lost from qdisc counts, with causes of loss from the weather', () => {
    const ledger = ledgerOf({ rateBps: 2e6, queueMs: 300, blackouts: [] });
    ledger.addStep(state(0.01, 0), 600);
    ledger.addStep(state(0, 0.06), 300);
    ledger.addStep(state(0, 0, 0), 100);
    const now = snapshot(qdisc('p0a', '1:', 100, 30, 5), qdisc('p0a', '3:', 100, 6, 5), qdisc('p1a', '1:', 90, 0, 10));
    ledger.addSample(now);
    expect(ledger.takeSecond(now, () => 0)).toEqual({
      ...{ link: 'x', inPackets: 135, inBytes: 135_000, outPackets: 90, outBytes: 90_000 },
      ...{ lostRandom: 6, lostBurst: 18, lostQueue: 6, lostBlackout: 0, meanDelayMs: 40 },
      // 5000 bytes in the queue and 500 ahead of it, at 2 Mbps.
      ...{ queueDelayP50Ms: expect.closeTo(22, 0), queueDelayP95Ms: expect.closeTo(22, 0), queueDelayMaxMs: 22 },
    });
    expect(ledger.takeSecond(now, () => 0)).toMatchObject({ inPackets: 0, outPackets: 0, lostRandom: 0, lostQueue: 0 });
  });

  it('counts copies as the difference to the packets that entered', () => {
    const ledger = ledgerOf({ duplicateFraction: 0.5 });
    ledger.addStep(state(0.01, 0), 1000);
    const second = ledger.takeSecond(snapshot(qdisc('p1a', '1:', 140, 10)), (device) => (device === 'p0b' ? 100 : 0));
    expect(second).toMatchObject({ inPackets: 100, inBytes: 100_000, outPackets: 140, lostRandom: 10, duplicated: 50 });
  });

  it('reports no queueing delay when no packet arrived', () => {
    const ledger = ledgerOf({ rateBps: 2e6 });
    ledger.addSample(snapshot(qdisc('p0a', '1:', 0, 0)));
    expect(ledger.takeSecond(snapshot(qdisc('p0a', '1:', 0, 0)), () => 0)).not.toHaveProperty('queueDelayP50Ms');
  });
});

describe('apportion', () => {
  it('splits a count into whole shares without losing any', () => {
    expect(apportion(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(apportion(7, [0, 0.3, 0.7])).toEqual([0, 2, 5]);
    expect(apportion(3, [0, 0, 0])).toEqual([3, 0, 0]);
    expect(apportion(0, [1, 2])).toEqual([0, 0]);
  });
});
