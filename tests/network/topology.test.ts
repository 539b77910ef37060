import { describe, expect, it } from 'vitest';
import type { Traces } from '../../src/model/scenario/link-profile.ts';
import { DEFAULT_QUEUE_MS } from '../../src/model/scenario/link-profile.ts';
import type { NetworkEvent } from '../../src/model/scenario/network.ts';
import type { Take } from '../../src/model/scenario/take.ts';
import { buildTopology } from '../../src/network/topology.ts';
import { profile, segment } from './support/profiles.ts';

function take(seed: number, viewersOf: Readonly<Record<string, number>>): Take {
  const access = segment(profile({ delayMs: 10, rateBps: 5e6 }), profile({ delayMs: 11, rateBps: 1e6, queueMs: 80 }));
  const haul = segment(
    profile({ delayMs: 40 }),
    profile({ delayMs: 45, loss: { type: 'random', lossFraction: 0.15 } }),
  );
  return {
    index: 0,
    seed,
    scenario: {
      name: 'test',
      durationMs: 1000,
      warmupMs: 0,
      seeds: [seed],
      broadcast: {
        transport: 'local',
        source: { type: 'presenter' },
        video: { codec: 'vp8', width: 640, height: 360, fps: 30, bitrateBps: 1e6 },
        audio: { bitrateBps: 64_000 },
        firstMile: segment(profile({ delayMs: 5 }), profile({ delayMs: 6 })),
      },
      regions: Object.entries(viewersOf).map(([id, viewers]) => ({ id, label: id, haul, access, viewers })),
      budgets: {},
    },
    viewers: Object.entries(viewersOf).flatMap(([region, count]) =>
      Array.from({ length: count }, (_, n) => ({ id: `${region}-${n + 1}`, region })),
    ),
  };
}

describe('buildTopology', () => {
  const topology = buildTopology(take(1, { 'sea-id': 2, 'eu-de': 1 }));

  it('gives every node an address of its own', () => {
    expect(topology.nodes.map(({ id, role, address }) => `${id} ${role} ${address}`)).toEqual([
      'publisher publisher 10.77.0.2',
      'origin origin 10.77.0.1',
      'sea-id-1 viewer 10.77.1.1',
      'sea-id-2 viewer 10.77.1.2',
      'eu-de-1 viewer 10.77.1.3',
    ]);
    const many = buildTopology(take(1, { crowd: 1000 })).nodes.map(({ address }) => address);
    expect(new Set(many).size).toBe(1002);
  });

  it('has one haul per region and one access line per viewer, each with two directions', () => {
    expect(topology.links.map(({ id }) => id)).toEqual([
      ...['first-mile/out', 'first-mile/back'],
      ...['haul:sea-id/out', 'haul:sea-id/back', 'haul:eu-de/out', 'haul:eu-de/back'],
      ...['access:sea-id-1/out', 'access:sea-id-1/back', 'access:sea-id-2/out', 'access:sea-id-2/back'],
      ...['access:eu-de-1/out', 'access:eu-de-1/back'],
    ]);
    const byId = new Map(topology.links.map((link) => [link.id, link]));
    expect(byId.get('haul:sea-id/back')).toMatchObject({
      region: 'sea-id',
      direction: 'back',
      profile: { delayMs: 45 },
    });
    expect(byId.get('access:eu-de-1/back')).toMatchObject({
      region: 'eu-de',
      segment: 'access',
      profile: { queueMs: 80 },
    });
    expect(byId.get('first-mile/out')).not.toHaveProperty('region');
  });

  it('routes media over haul and access, feedback over access and haul, and viewers to the origin only', () => {
    expect(topology.routes.map(({ from, to, links }) => `${from} > ${to}: ${links.join(' ')}`)).toEqual([
      'publisher > origin: first-mile/out',
      'origin > publisher: first-mile/back',
      'origin > sea-id-1: haul:sea-id/out access:sea-id-1/out',
      'sea-id-1 > origin: access:sea-id-1/back haul:sea-id/back',
      'origin > sea-id-2: haul:sea-id/out access:sea-id-2/out',
      'sea-id-2 > origin: access:sea-id-2/back haul:sea-id/back',
      'origin > eu-de-1: haul:eu-de/out access:eu-de-1/out',
      'eu-de-1 > origin: access:eu-de-1/back haul:eu-de/back',
    ]);
  });

  it('leads to the internet only on request, over each host’s own links, and from the origin without a link', () => {
    const asked = take(1, { 'sea-sg': 1, 'sea-id': 1 });
    expect(buildTopology(asked).nodes.map(({ role }) => role)).not.toContain('internet');
    const { nodes, links, routes } = buildTopology(asked, { internet: 'without-lan' });
    expect(nodes.at(-1)).toEqual({ id: 'internet', role: 'internet', address: '10.77.0.3', lan: 'refused' });
    expect(buildTopology(asked, { internet: 'with-lan' }).nodes.at(-1)?.lan).toBe('allowed');
    expect(links).toEqual(buildTopology(asked).links);
    const through = (from: string, to: string) => routes.find((route) => route.from === from && route.to === to)?.links;
    expect(through('publisher', 'internet')).toEqual(['first-mile/out']);
    expect(through('internet', 'publisher')).toEqual(['first-mile/back']);
    expect(through('origin', 'internet')).toEqual([]);
    for (const viewer of ['sea-sg-1', 'sea-id-1']) {
      expect(through(viewer, 'internet')).toEqual(through(viewer, 'origin'));
      expect(through('internet', viewer)).toEqual(through('origin', viewer));
    }
  });

  it('makes the default queue of a bottleneck explicit', () => {
    const queueOf = (id: string) => topology.links.find((link) => link.id === id)?.profile.queueMs;
    expect(queueOf('access:sea-id-1/out')).toBe(DEFAULT_QUEUE_MS);
    expect(queueOf('haul:sea-id/out')).toBeUndefined();
  });

  it("seeds each link's weather by the take's seed and the link's name, so that more viewers or regions do not affect the others", () => {
    const seeds = new Map(topology.links.map(({ id, seed }) => [id, seed]));
    expect(new Set(seeds.values()).size).toBe(seeds.size);
    for (const { id, seed } of buildTopology(take(1, { 'eu-de': 4, 'us-ny': 1, 'sea-id': 3 })).links)
      if (seeds.has(id)) expect(seed).toBe(seeds.get(id));
    for (const { id, seed } of buildTopology(take(2, { 'sea-id': 2, 'eu-de': 1 })).links)
      expect(seed).not.toBe(seeds.get(id));
  });

  it('refuses a viewer in an unknown region', () => {
    const broken = take(1, { 'sea-id': 1 });
    expect(() => buildTopology({ ...broken, viewers: [{ id: 'x-1', region: 'x' }] })).toThrow('x-1 is in region x');
  });

  it('starts traces and cycles of access lines at an offset per viewer, the same in both directions, different under another seed', () => {
    const base = take(1, { 'sea-id': 3 });
    const periodMs = 60_000;
    const steps = [{ atMs: 0, rateBps: 1e6 }];
    const access = segment(
      profile({ trace: 't', rateBps: 1e6, startsAnywhere: true }),
      profile({ rateBps: 1e6, rateSteps: { steps, repeatMs: 30_000 }, startsAnywhere: true }),
    );
    const startsUnder = (seed: number) => {
      const regions = base.scenario.regions.map((region) => ({ ...region, access }));
      const traces: Traces = { t: { type: 'rates', steps, periodMs } };
      const { links } = buildTopology({ ...base, seed, scenario: { ...base.scenario, regions, traces } });
      return links.flatMap(({ profile: { courseStartMs } }) => courseStartMs ?? []);
    };
    const starts = startsUnder(1);
    expect(starts.length).toBe(6);
    for (const n of [0, 2, 4]) expect((starts[n] ?? 0) / periodMs).toBeCloseTo((starts[n + 1] ?? 0) / 30_000, 3);
    expect(new Set(starts).size).toBe(6);
    expect(startsUnder(1)).toEqual(starts);
    expect(startsUnder(2)).not.toEqual(starts);
  });

  it('gives the lines of a region that are to go together one seed for what befalls both directions, and weather of their own', () => {
    const base = take(1, { 'sea-id': 2, 'eu-de': 1 });
    const seedsOf = (together: boolean) => {
      const access = segment(profile({ rateBps: 1e6, ...(together && { together: true as const }) }));
      const regions = base.scenario.regions.map((region) => ({ ...region, access }));
      const { links } = buildTopology({ ...base, scenario: { ...base.scenario, regions } });
      return links.filter((link) => link.segment === 'access' && link.direction === 'out');
    };
    const count = (numbers: readonly (number | undefined)[]) => new Set(numbers).size;
    expect(count(seedsOf(true).map(({ segmentSeed }) => segmentSeed))).toBe(2);
    expect(count(seedsOf(false).map(({ segmentSeed }) => segmentSeed))).toBe(3);
    expect(count(seedsOf(true).map(({ seed }) => seed))).toBe(3);
  });

  it('also applies events to the first mile and to the access of each viewer of a region', () => {
    const base = take(1, { 'sea-id': 2, 'eu-de': 1 });
    const event = { name: 'e', extraDelayMs: 0, lossFraction: 0, blackout: false, fromMs: 5, toMs: 9 };
    const events: NetworkEvent[] = [
      { ...event, segment: 'first-mile', directions: ['out'], rateBps: 3e5 },
      { ...event, segment: 'access', region: 'sea-id', directions: ['out', 'back'], rateBps: 0 },
    ];
    const { links } = buildTopology({ ...base, scenario: { ...base.scenario, events } });
    expect(
      links.flatMap(({ id, profile: { rateCaps } }) => (rateCaps === undefined ? [] : [[id, ...rateCaps]])),
    ).toEqual([
      ['first-mile/out', { fromMs: 5, toMs: 9, rateBps: 3e5 }],
      ...['sea-id-1/out', 'sea-id-1/back', 'sea-id-2/out', 'sea-id-2/back'].map((id) => [
        `access:${id}`,
        { fromMs: 5, toMs: 9, rateBps: 0 },
      ]),
    ]);
  });

  it('applies the events of a region to its haul only, in addition to the haul’s own effects', () => {
    const base = take(1, { 'sea-id': 1, 'eu-de': 1 });
    const event = { name: 'flap', region: 'sea-id', extraDelayMs: 0, lossFraction: 0, blackout: false };
    const events: NetworkEvent[] = [
      { ...event, fromMs: 20, toMs: 30, directions: ['out', 'back'], extraDelayMs: 80 },
      { ...event, fromMs: 25, toMs: 40, directions: ['back'], extraDelayMs: 5, lossFraction: 0.2 },
      { ...event, fromMs: 50, toMs: 52, directions: ['out'], blackout: true },
    ];
    const { links } = buildTopology({ ...base, scenario: { ...base.scenario, events } });
    const profileOf = (id: string) => links.find((each) => each.id === id)?.profile;
    expect(profileOf('haul:sea-id/out')).toEqual({
      ...profile({ delayMs: 40 }),
      delaySteps: [
        { atMs: 20, delayMs: 120 },
        { atMs: 30, delayMs: 40 },
      ],
      blackouts: [{ fromMs: 50, toMs: 52 }],
    });
    expect(profileOf('haul:sea-id/back')).toEqual({
      ...profile({ delayMs: 45, loss: { type: 'random', lossFraction: 0.15 } }),
      delaySteps: [
        { atMs: 20, delayMs: 125 },
        { atMs: 25, delayMs: 130 },
        { atMs: 30, delayMs: 50 },
        { atMs: 40, delayMs: 45 },
      ],
      lossSteps: [
        { atMs: 25, loss: { type: 'random', lossFraction: 1 - 0.85 * 0.8 } },
        { atMs: 40, loss: { type: 'random', lossFraction: 0.15 } },
      ],
    });
    expect(links.filter(({ id }) => !id.startsWith('haul:sea-id'))).toEqual(
      buildTopology(base).links.filter(({ id }) => !id.startsWith('haul:sea-id')),
    );
  });
});
