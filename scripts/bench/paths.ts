import type { LinkProfile } from '../../src/model/scenario/link-profile.ts';
import type { Link, Topology } from '../../src/model/scenario/network.ts';

export const RATE_BPS = 10e6;
const PLAIN: LinkProfile = { delayMs: 0, jitterMs: 0, loss: { type: 'none' } };
/** Profile of each source's path to every viewer; the second link is each viewer's own. */
const SOURCES: Readonly<Record<string, readonly LinkProfile[]>> = {
  d0: [PLAIN],
  d20: [
    { ...PLAIN, delayMs: 15 },
    { ...PLAIN, delayMs: 5 },
  ],
  d100: [
    { ...PLAIN, delayMs: 95 },
    { ...PLAIN, delayMs: 5 },
  ],
  lossy: [{ ...PLAIN, delayMs: 5, loss: { type: 'random', lossFraction: 0.01 } }],
  narrow: [{ ...PLAIN, delayMs: 5, rateBps: RATE_BPS, queueMs: 100 }],
};

/** Every source reaches every viewer, by paths of its own. */
export function topologyOf(viewers: number): Topology {
  const names = Array.from({ length: viewers }, (_, n) => `v${n + 1}`);
  const links: Link[] = [];
  const add = (id: string, profile: LinkProfile) => {
    links.push({ id, segment: 'access', direction: 'out', profile, seed: links.length + 1 });
    return id;
  };
  const routes = Object.entries(SOURCES).flatMap(([from, [first = PLAIN, second]]) => {
    const shared = add(from, first);
    return names.map((to) => {
      return { from, to, links: [shared, ...(second === undefined ? [] : [add(`${from}:${to}`, second)])] };
    });
  });
  const sources = Object.keys(SOURCES);
  return {
    nodes: [
      ...sources.map((id, n) => ({ id, role: 'origin' as const, address: `10.77.0.${n + 1}` })),
      ...names.map((id, n) => ({ id, role: 'viewer' as const, address: `10.77.1.${n + 1}` })),
    ],
    links,
    routes,
  };
}
