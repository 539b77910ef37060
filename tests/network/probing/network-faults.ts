import { hash32 } from '../../../src/lib/random.ts';
import type { LinkProfile } from '../../../src/model/scenario/link-profile.ts';
import type { Link, Topology } from '../../../src/model/scenario/network.ts';
import { bursts, link } from '../support/profiles.ts';

/**
 * Builds a topology of a publisher and one viewer. `line` changes the viewer's access line, whose directions differ only in
 * rate.
 */
export function pathWith(line: Partial<LinkProfile>, seed: number): Topology {
  const profiles: [string, Partial<LinkProfile>][] = [
    ['first-mile/out', { delayMs: 5, rateBps: 20e6 }],
    ['first-mile/back', { delayMs: 5 }],
    ['haul/out', { delayMs: 60, jitterMs: 2, loss: bursts(0.02, 3) }],
    ['haul/back', { delayMs: 60, jitterMs: 2 }],
    ['line/out', { delayMs: 8, jitterMs: 3, rateBps: 8e6, ...line }],
    ['line/back', { delayMs: 8, jitterMs: 3, rateBps: 2e6, ...line }],
  ];
  return {
    nodes: [
      { id: 'publisher', role: 'publisher', address: '10.77.0.2' },
      { id: 'origin', role: 'origin', address: '10.77.0.1' },
      { id: 'v1', role: 'viewer', address: '10.77.1.1' },
    ],
    links: profiles.map(([id, effects], n): Link => link(id, effects, hash32(seed, n))),
    routes: [
      { from: 'publisher', to: 'origin', links: ['first-mile/out'] },
      { from: 'origin', to: 'publisher', links: ['first-mile/back'] },
      { from: 'origin', to: 'v1', links: ['haul/out', 'line/out'] },
      { from: 'v1', to: 'origin', links: ['line/back', 'haul/back'] },
    ],
  };
}

/** Access lines with each kind of effect, to be built as asked. */
export const LINES: Readonly<Record<string, Partial<LinkProfile>>> = {
  plain: {},
  lossy: { loss: { type: 'random', lossFraction: 0.02 } },
  bursty: { loss: bursts(0.05, 8) },
  jittery: { jitterMs: 30 },
  shuffled: { jitterReorders: true, reorder: { fraction: 0.01, gap: 5 } },
  mishandled: { duplicateFraction: 0.02, corruptFraction: 0.01 },
  codel: { discipline: 'codel', queueMs: 300 },
  radio: {
    radio: { grantMs: 10, handover: { everyMs: 3000, forMs: 80 }, promotion: { idleMs: 12_000, forMs: 260 } },
  },
  slow: { rateBps: 400_000 },
};

/** Returns the network with a fault in one link. */
export function withFault(asked: Topology, id: string, fault: (profile: LinkProfile) => LinkProfile): Topology {
  return {
    ...asked,
    links: asked.links.map((each) => (each.id === id ? { ...each, profile: fault(each.profile) } : each)),
  };
}

export interface Fault {
  readonly name: string;
  readonly line: Partial<LinkProfile>;
  build(asked: Topology): Topology;
}

const loss = (lossFraction: number): LinkProfile['loss'] => ({ type: 'random', lossFraction });
const fault = (
  name: string,
  link_: string,
  change: (profile: LinkProfile) => LinkProfile,
  line: Partial<LinkProfile> = {},
): Fault => ({
  name,
  line,
  build: (asked) => withFault(asked, link_, change),
});

/** Smallest faults that must be found. Statistical bounds would let them pass. */
export const FAULTS: readonly Fault[] = [
  fault('2 ms more on one way', 'haul/back', (p) => ({ ...p, delayMs: p.delayMs + 2 })),
  fault('2 ms less on one way', 'line/out', (p) => ({ ...p, delayMs: p.delayMs - 2 })),
  {
    ...fault('2 ms more there and less back', 'haul/out', (p) => ({ ...p, delayMs: p.delayMs + 2 })),
    build: (asked) =>
      withFault(
        withFault(asked, 'haul/out', (p) => ({ ...p, delayMs: p.delayMs + 2 })),
        'haul/back',
        (p) => ({ ...p, delayMs: p.delayMs - 2 }),
      ),
  },
  fault('0.3 points of loss where none is asked', 'line/out', (p) => ({ ...p, loss: loss(0.003) })),
  fault('2.3 % of loss for 2 %', 'line/back', (p) => ({ ...p, loss: loss(0.023) }), { loss: loss(0.02) }),
  fault('no loss for bursts of 2 %', 'haul/out', (p) => ({ ...p, loss: { type: 'none' } })),
  fault('bursts of 2.3 % for 2 %', 'haul/out', (p) => ({ ...p, loss: bursts(0.023, 3) })),
  fault('no handovers for one each 3 s', 'line/back', ({ radio: _, ...p }) => p, {
    radio: { handover: { everyMs: 3000, forMs: 80 } },
  }),
  fault('a rate 3 % too small', 'line/out', (p) => ({ ...p, rateBps: 0.97 * (p.rateBps ?? 0) })),
  fault(
    'a rate 3 % too large, with jitter of 30 ms',
    'line/back',
    (p) => ({ ...p, rateBps: 1.03 * (p.rateBps ?? 0) }),
    { jitterMs: 30 },
  ),
  fault('a queue 20 % too short', 'line/out', (p) => ({ ...p, queueMs: 240 }), { queueMs: 300 }),
  fault('a queue 20 % too long', 'line/back', (p) => ({ ...p, queueMs: 360 }), { queueMs: 300 }),
  fault('no jitter for 3 ms', 'line/out', (p) => ({ ...p, jitterMs: 0 })),
  {
    name: 'the weather of another seed',
    line: {},
    build: (asked) => ({ ...asked, links: asked.links.map((each) => ({ ...each, seed: hash32(each.seed, 1) })) }),
  },
];

/** Faults found mostly but not always: so rare a burst has to come while probes meet it and the queue is not full. */
export const RARE_FAULTS: readonly Fault[] = [
  fault('bursts of 0.3 % for none', 'line/out', (p) => ({ ...p, loss: bursts(0.003, 3) })),
];
