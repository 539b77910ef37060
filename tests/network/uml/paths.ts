import type { LinksLine } from '../../../src/model/recording/sample-lines.ts';
import type { Topology } from '../../../src/model/scenario/network.ts';
import type { Probe } from '../../../src/network/backend.ts';
import { bursts, link, topology } from '../support/profiles.ts';

/** Seed of the weather. */
export const SEED = 21;

export const JITTERY = { delayMs: 40, jitterMs: 6 } as const;
export const STORMY = { delayMs: 5, loss: bursts(0.08, 5) };
export const TURNING = {
  delayMs: 10,
  blackouts: [{ fromMs: 500, toMs: 1000 }],
  delaySteps: [{ atMs: 1500, delayMs: 60 }],
} as const;

/** Effects with further tc settings that change during the run, all on one path. */
const ODDITIES = [
  link('odd/steps', {
    ...{ rateBps: 4e6, queueMs: 100 },
    rateSteps: {
      steps: [
        { atMs: 0, rateBps: 2e6 },
        { atMs: 500, rateBps: 0 },
        { atMs: 900, rateBps: 4e6 },
      ],
    },
  }),
  link('odd/codel', { rateBps: 3e6, queueBytes: 20_000, discipline: 'codel', jitterMs: 1, delayMs: 2 }),
  link('odd/packets', { rateBps: 3e6, queuePackets: 20, corruptFraction: 0.02 }),
  link('odd/drawn', {
    ...{ delayMs: 20, jitterMs: 2, jitterDistribution: 'pareto', jitterReorders: true },
    lossSteps: [{ atMs: 300, loss: bursts(0.1, 2) }],
    delaySteps: [{ atMs: 700, delayMs: 30 }],
  }),
  link('odd/ahead', { delayMs: 10, jitterMs: 2, reorder: { fraction: 0.3, gap: 1 } }),
];

/** Paths from the origin to a viewer and back, one per effect. Some also have a haul. */
export const PATHS: Topology = topology(
  ['origin', 'plain', 'lossy', 'narrow', 'codel', 'jittery', 'stormy', 'turning', 'drawn', 'copied'],
  [
    link('haul/out', { delayMs: 30 }),
    link('haul/back', { delayMs: 20 }),
    link('plain/out', { delayMs: 5, rateBps: 20e6 }),
    link('plain/back', { delayMs: 10 }),
    link('lossy/out', { loss: { type: 'random', lossFraction: 0.1 } }),
    link('narrow/out', { rateBps: 2e6, queueMs: 100 }),
    link('codel/out', { rateBps: 2e6, queueMs: 300, discipline: 'codel' }),
    link('jittery/out', JITTERY, SEED),
    link('stormy/out', STORMY, SEED),
    link('turning/out', TURNING, SEED),
    link('drawn/out', { delayMs: 30, jitterMs: 4, jitterDistribution: 'normal', jitterReorders: true }),
    link('copied/out', { delayMs: 5, duplicateFraction: 0.2, corruptFraction: 0.1 }),
    ...ODDITIES,
  ],
  [
    ['origin', 'plain', 'haul/out', 'plain/out'],
    ['plain', 'origin', 'plain/back', 'haul/back'],
    ['origin', 'lossy', 'haul/out', 'lossy/out'],
    ['lossy', 'narrow', ...ODDITIES.map(({ id }) => id)],
    ...['narrow', 'codel', 'jittery', 'stormy', 'turning', 'drawn', 'copied'].map((to) => ['origin', to, `${to}/out`]),
  ],
);

export interface Flow {
  readonly from: string;
  readonly to: string;
  /** Size of the IP packet. */
  readonly bytes: number;
  readonly everyMs: number;
  readonly count: number;
}

/** Flows before the window opens, none of which depends on when it opens. */
export const FLOWS_BEFORE: readonly Flow[] = [
  { from: 'origin', to: 'plain', bytes: 500, everyMs: 12, count: 200 },
  { from: 'plain', to: 'origin', bytes: 500, everyMs: 12, count: 200 },
  { from: 'origin', to: 'lossy', bytes: 200, everyMs: 6, count: 400 },
  { from: 'origin', to: 'narrow', bytes: 1000, everyMs: 2.5, count: 960 },
];

export const FLOWS_BESIDE: readonly Flow[] = [
  { from: 'origin', to: 'codel', bytes: 1000, everyMs: 3, count: 700 },
  { from: 'origin', to: 'drawn', bytes: 200, everyMs: 5, count: 420 },
  { from: 'origin', to: 'copied', bytes: 200, everyMs: 5, count: 420 },
];

/** Flows from the opening of the window on. */
export const FLOWS_AFTER: readonly Flow[] = [
  { from: 'origin', to: 'jittery', bytes: 200, everyMs: 8, count: 320 },
  { from: 'origin', to: 'stormy', bytes: 200, everyMs: 4, count: 640 },
  { from: 'origin', to: 'turning', bytes: 200, everyMs: 4, count: 640 },
  { from: 'lossy', to: 'narrow', bytes: 200, everyMs: 20, count: 120 },
];

export const ALL_FLOWS: readonly Flow[] = [...FLOWS_BEFORE, ...FLOWS_BESIDE, ...FLOWS_AFTER];

export const nameOf = ({ from, to }: Flow) => (from === 'origin' ? to : `${from}>${to}`);

/** Packets through one path: when each was sent, and when it arrived (every time, if more than once). */
export interface Passage {
  readonly sentMs: readonly number[];
  readonly cameMs: readonly (readonly number[])[];
  /** Packet numbers in order of arrival. */
  readonly order: readonly number[];
}

export interface BackendFinding {
  readonly openMs: number;
  readonly closeMs: number;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly failures: readonly string[];
  /** Namespaces and names of processes left behind. */
  readonly left: readonly string[];
  /** Results by name of the flow. */
  readonly passages: Readonly<Record<string, Passage>>;
  /** Wall time at which openWindow() returned. */
  readonly openedMs: number;
  readonly seconds: readonly LinksLine[];
}

export interface Findings {
  readonly netemProbe: Probe;
  readonly netem: BackendFinding;
  readonly tun: BackendFinding;
}
