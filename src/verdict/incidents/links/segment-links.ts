import type { Link } from '../../../model/scenario/network.ts';
import type { Scene } from '../scene.ts';

/** Returns the links of a segment on the viewer's way, in both directions. */
export function segmentLinks({ take, viewer }: Scene, segment: Link['segment']): readonly Link[] {
  const { links, routes } = take.header.topology;
  const ends: readonly string[] = segment === 'first-mile' ? ['publisher', 'origin'] : ['origin', viewer.id];
  const ids = new Set(
    routes.filter(({ from, to }) => ends.includes(from) && ends.includes(to)).flatMap((route) => route.links),
  );
  return links.filter((link) => link.segment === segment && ids.has(link.id));
}
