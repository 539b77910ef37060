import { describe, expect, it } from 'vitest';
import type { LinkProfile } from '../../../src/model/scenario/link-profile.ts';
import { isLossFree } from '../../../src/model/scenario/loss-free.ts';
import { buildTake } from '../../build-recording.ts';

/** 2 Mbps of video and 64 kbps of sound: with a fifth of overhead 2.4768 Mbps. */
function lossFree({
  access = {},
  firstMile = {},
}: {
  access?: Partial<LinkProfile>;
  firstMile?: Partial<LinkProfile>;
}) {
  const { header } = buildTake({ access, firstMile });
  return isLossFree(header.topology, header.take.scenario, 'sea-sg-1');
}

describe('a path', () => {
  it('of ideal links loses nothing', () => expect(lossFree({})).toBe(true));

  it.each<[string, Partial<LinkProfile>]>([
    ['random loss', { loss: { type: 'random', lossFraction: 0.0001 } }],
    ['bursts', { loss: { type: 'gilbert-elliott', p: 0.01, r: 0.5, lossInBad: 1, lossInGood: 0 } }],
    ['loss from some time on', { lossSteps: [{ atMs: 5000, loss: { type: 'random', lossFraction: 0.01 } }] }],
    ['a blackout', { blackouts: [{ fromMs: 5000, toMs: 6000 }] }],
    ['corruption', { corruptFraction: 0.001 }],
    ['packets that overtake', { reorder: { fraction: 0.01, gap: 1 } }],
    ['jitter by the packet', { jitterMs: 5, jitterReorders: true }],
    ['packets that are too large', { mtuBytes: 1000 }],
    ['other traffic on a fast line', { rateBps: 100e6, crossTraffic: [{ type: 'tcp', rttMs: 50 }] }],
  ])('with %s may lose some, at either end', (_, profile) => {
    expect(lossFree({ access: profile })).toBe(false);
    expect(lossFree({ firstMile: profile })).toBe(false);
  });

  it('with jitter that keeps order, and with loss of nothing, loses nothing', () =>
    expect(lossFree({ access: { jitterMs: 5, loss: { type: 'random', lossFraction: 0 } } })).toBe(true));

  it.each<[string, Partial<LinkProfile>, boolean]>([
    ['as fast as anything is paced', { rateBps: 8e6, queueMs: 1 }, true],
    ['fast enough, with a buffer of 0.5 s of the stream (155 kB)', { rateBps: 4e6, queueBytes: 155_000 }, true],
    ['fast enough, with less', { rateBps: 4e6, queueBytes: 154_000 }, false],
    ['fast enough, with less time', { rateBps: 4e6, queueMs: 300 }, false],
    ['fast enough, with few packets', { rateBps: 4e6, queuePackets: 100 }, false],
    ['fast enough, with CoDel', { rateBps: 4e6, queueMs: 2000, discipline: 'codel' }, false],
    ['fast enough, with FQ-CoDel', { rateBps: 4e6, queueMs: 2000, discipline: 'fq-codel' }, false],
    ['fast enough, with the MTU of PPPoE', { rateBps: 4e6, queueMs: 2000, mtuBytes: 1492 }, true],
    ['below the stream, however long its queue', { rateBps: 2e6, queueMs: 10_000 }, false],
    ['that falls below it', { rateBps: 8e6, rateSteps: { steps: [{ atMs: 3000, rateBps: 1e6 }] } }, false],
    ['that is held up', { rateBps: 8e6, queueMs: 300, rateCaps: [{ fromMs: 1, toMs: 2, rateBps: 0 }] }, false],
    ['by a trace nobody knows', { trace: 'unknown' }, false],
  ])('over a line %s', (_, access, expected) => expect(lossFree({ access })).toBe(expected));
});
