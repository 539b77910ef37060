import type { GilbertElliott, LinkProfile } from '../../../src/model/scenario/link-profile.ts';
import type { Link, NetworkNode, Route, Segment, Topology } from '../../../src/model/scenario/network.ts';

/** Returns a profile with only the given effects. */
export function profile(effects: Partial<LinkProfile> = {}): LinkProfile {
  return { delayMs: 0, jitterMs: 0, loss: { type: 'none' }, ...effects };
}

/**
 * Returns a loss model with the given mean loss and mean burst length: the bad state loses everything, the good one nothing.
 */
export function bursts(lossFraction: number, meanBurst: number): GilbertElliott {
  const r = 1 / meanBurst;
  return { type: 'gilbert-elliott', p: (r * lossFraction) / (1 - lossFraction), r, lossInBad: 1, lossInGood: 0 };
}

export function segment(out: LinkProfile, back: LinkProfile = out): Segment {
  return { profile: 'custom', label: 'custom', out, back };
}

export function link(id: string, effects: Partial<LinkProfile> = {}, seed = 1): Link {
  return { id, segment: 'access', direction: 'out', profile: profile(effects), seed };
}

/** Builds a topology whose nodes have addresses from 10.77.0.1 onwards; each route is [from, to, ...links]. */
export function topology(
  nodes: readonly string[],
  links: readonly Link[],
  routes: readonly (readonly string[])[],
): Topology {
  return {
    nodes: nodes.map((id, index): NetworkNode => ({ id, role: 'viewer', address: `10.77.0.${index + 1}` })),
    links,
    routes: routes.map(([from = '', to = '', ...through]): Route => ({ from, to, links: through })),
  };
}
