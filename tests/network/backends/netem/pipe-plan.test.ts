import { describe, expect, it } from 'vitest';
import type { LinkProfile } from '../../../../src/model/scenario/link-profile.ts';
import type { Topology } from '../../../../src/model/scenario/network.ts';
import { LinkSchedule } from '../../../../src/network/backends/netem/link-schedule.ts';
import { planPipes } from '../../../../src/network/backends/netem/pipe-plan.ts';
import { refusals } from '../../../../src/network/backends/netem/refusals.ts';
import { stagesOf } from '../../../../src/network/backends/netem/stages.ts';
import { tcCommands, toAdd, toChange } from '../../../../src/network/backends/netem/tc-commands.ts';
import { bursts, link, profile, topology } from '../../support/profiles.ts';

/** Region of two viewers, who share the haul. */
const REGION = topology(
  ['origin', 'v1', 'v2'],
  [link('haul/out', { delayMs: 40 }), link('haul/back'), link('v1/out', { rateBps: 5e6 }), link('v2/out')],
  [
    ['origin', 'v1', 'haul/out', 'v1/out'],
    ['origin', 'v2', 'haul/out', 'v2/out'],
    ['v1', 'origin', 'haul/back'],
    ['v2', 'origin', 'haul/back'],
  ],
);

/** Returns the first commands for the only link of a network. */
function commandsOf(effects: Partial<LinkProfile>): string[] {
  const asked = link('x', effects);
  const state = new LinkSchedule(asked, {}).stateDuring(0, 4);
  return stagesOf(asked.profile).flatMap((stage, n) => tcCommands(`p${n}a`, stage, asked.profile, state).map(toAdd));
}

describe('planPipes', () => {
  it('leads each route through the pipes of its links, and shares the pipes of a shared haul', () => {
    const { cables, links, hops } = planPipes(REGION);
    expect(cables).toEqual(['n0', 'n1', 'n2']);
    expect(links.map(({ id, pipes }) => `${id}: ${pipes.map(({ enters }) => enters).join(' ')}`)).toEqual([
      ...['haul/out: p0a', 'haul/back: p1a', 'v1/out: p2a p3a', 'v2/out: p4a'],
    ]);
    expect(hops.map(({ arrives, to, device }) => `${arrives} > ${to}: ${device}`)).toEqual([
      ...['n0 > 10.77.0.2: p0a', 'p0b > 10.77.0.2: p2a', 'p2b > 10.77.0.2: p3a', 'p3b > 10.77.0.2: n1'],
      ...['n0 > 10.77.0.3: p0a', 'p0b > 10.77.0.3: p4a', 'p4b > 10.77.0.3: n2'],
      ...['n1 > 10.77.0.1: p1a', 'p1b > 10.77.0.1: n0', 'n2 > 10.77.0.1: p1a'],
    ]);
  });

  it('refuses routes over unknown links', () => {
    expect(() => planPipes(topology(['a', 'b'], [], [['a', 'b', 'missing']]))).toThrow('a route names missing');
  });
});

describe('tcCommands', () => {
  it('uses one netem for a link without bottleneck, with a rate to keep order', () => {
    expect(commandsOf({ delayMs: 80, loss: { type: 'random', lossFraction: 0.015 }, corruptFraction: 0.001 })).toEqual([
      'qdisc add dev p0a root handle 1: stab overhead -14 netem limit 1000000 loss random 1.5% corrupt 0.1% delay 80000us rate 34gbit',
    ]);
  });

  it('leaves bursts by packets to netem’s own chain of p, r, 1-h and 1-k', () => {
    const loss = {
      type: 'gilbert-elliott',
      p: 0.01,
      r: 0.3,
      perPacket: true,
      lossInBad: 0.9,
      lossInGood: 0.001,
    } as const;
    expect(commandsOf({ delayMs: 10, loss })).toEqual([expect.stringContaining(' loss gemodel 1% 30% 90% 0.1% delay')]);
  });

  it('puts losses and the queue before a bottleneck, transmission time and delay behind it', () => {
    expect(commandsOf({ delayMs: 10, rateBps: 2e6, queueMs: 300 })).toEqual([
      'qdisc add dev p0a root handle 1: stab overhead -14 netem limit 1000000 loss random 0%',
      'qdisc add dev p0a parent 1:1 handle 2: htb default 1',
      'class add dev p0a parent 2: classid 2:1 htb rate 2000000bit burst 2500 cburst 2500 quantum 1500',
      // 75,000 bytes are sent in 300 ms; the bytes of 10 ms may be ahead.
      'qdisc add dev p0a parent 2:1 handle 3: bfifo limit 72500',
      'qdisc add dev p1a root handle 1: stab overhead -14 netem limit 1000000 delay 10000us rate 2000000bit',
    ]);
    const queueOf = (effects: Partial<LinkProfile>) =>
      commandsOf({ rateBps: 2e6, ...effects })[3]?.replace(/.* handle 3: /, '');
    expect(queueOf({ queueBytes: 20_000 })).toBe('bfifo limit 20000');
    expect(queueOf({ queuePackets: 50 })).toBe('pfifo limit 50');
    expect(queueOf({ queuePackets: 50, discipline: 'codel' })).toBe('codel limit 50 target 5ms interval 100ms');
  });

  it('uses a separate netem for a varying delay, and leaves reordering jitter to netem itself', () => {
    expect(commandsOf({ delayMs: 20, jitterMs: 4, rateBps: 2e6 }).filter((line) => line.includes('netem'))).toEqual([
      expect.stringMatching(/p0a .* loss random 0%$/),
      expect.stringMatching(/p1a .* rate 2000000bit$/),
      expect.stringMatching(/p2a .* delay [0-9.]+us rate 34gbit$/),
    ]);
    const drawn = { delayMs: 20, jitterMs: 4, jitterReorders: true, jitterDistribution: 'normal' } as const;
    const [command = ''] = commandsOf(drawn);
    expect(command).toMatch(/ loss random 0% delay 20000us 4000us distribution normal$/);
    expect(toChange(command)).toBe(command.replace(' distribution normal', ''));
  });

  it('counts packets before a netem that copies them', () => {
    expect(stagesOf(profile({ duplicateFraction: 0.1 }))).toEqual([['count'], ['impairments', 'propagation']]);
    expect(commandsOf({ duplicateFraction: 0.1 })).toEqual([expect.stringMatching(/dev p1a .* duplicate 10% loss/)]);
  });
});

describe('refusals', () => {
  const cannot = (effects: Partial<LinkProfile>, more: Partial<Topology> = {}) =>
    refusals({ topology: { ...topology(['a', 'b'], [link('x', effects)], [['a', 'b', 'x']]), ...more } });

  it('are none for the effects that the catalog uses', () => {
    expect(refusals({ topology: REGION })).toEqual([]);
    expect(
      cannot({ jitterMs: 3, loss: bursts(0.01, 3), rateBps: 1e6, discipline: 'codel', duplicateFraction: 0.1 }),
    ).toEqual([]);
  });

  it('cover captures, the real internet, single opportunities, gaps and bursts across changes, and diverging routes', () => {
    expect(refusals({ topology: REGION, captureTo: '/tmp' })).toEqual([expect.stringContaining('capture')]);
    const internet = { id: 'internet', role: 'internet', address: '10.77.0.9' } as const;
    expect(refusals({ topology: { ...REGION, nodes: [...REGION.nodes, internet] } })).toEqual([
      'lead to the real internet',
    ]);
    const traces = { lte: { type: 'opportunities', atMs: [1, 2], periodMs: 2 } } as const;
    expect(cannot({ rateBps: 1e6, trace: 'lte' }, { traces })).toEqual([expect.stringContaining('trace lte (x)')]);
    expect(cannot({ reorder: { fraction: 0.5, gap: 5 }, delayMs: 5 })).toEqual([]);
    expect(cannot({ reorder: { fraction: 0.5, gap: 5 }, delayMs: 5, jitterMs: 2 })).toEqual([
      expect.stringContaining('gap of x'),
    ]);
    const byPackets = { ...bursts(0.01, 3), perPacket: true } as const;
    expect(cannot({ loss: byPackets, rateBps: 1e6 })).toEqual([]);
    expect(cannot({ loss: byPackets, delayMs: 5, jitterMs: 2 })).toEqual([
      expect.stringContaining('bursts by packets on x'),
    ]);
    const diverging = [
      ['a', 'c', 'x', 'y'],
      ['b', 'c', 'x'],
    ];
    expect(refusals({ topology: topology(['a', 'b', 'c'], [link('x'), link('y')], diverging) })).toEqual([
      'separate the route from b to c from another that shares its links',
    ]);
  });
});
