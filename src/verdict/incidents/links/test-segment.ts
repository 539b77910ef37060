import type { Link } from '../../../model/scenario/network.ts';
import type { Evidence } from '../causes/cause.ts';
import type { Scene } from '../scene.ts';
import { narrowness, type TroubleWay, troubleOf } from './link-trouble.ts';
import { segmentLinks } from './segment-links.ts';

/**
 * Returns the strongest evidence on a segment, of these ways. Full queues of a line that carries less than the broadcast
 * are evidence of that (bitrate-above-line), and a picture that only became less clear says nothing of a segment beyond
 * the origin that sends one layer to all.
 */
export function testSegment(scene: Scene, segment: Link['segment'], ways: readonly TroubleWay[]): Evidence | undefined {
  if (segment !== 'first-mile' && isOnlyLessClear(scene) && !isLayered(scene)) return undefined;
  const found = segmentLinks(scene, segment).flatMap((link) => {
    const isNarrow = narrowness(scene, link) !== undefined;
    return troubleOf(scene, link).filter(
      ({ way }) => ways.includes(way) && !(isNarrow && (way === 'queue' || way === 'wait')),
    );
  });
  const [best, ...others] = found.toSorted((a, b) => b.strength - a.strength);
  if (best === undefined) return undefined;
  const same = others.filter(({ way }) => way === best.way).flatMap(({ links = [] }) => links);
  return { ...best, links: [...(best.links ?? []), ...same] };
}

function isOnlyLessClear({ symptoms }: Scene): boolean {
  return symptoms.every(({ kind }) => kind === 'clarity');
}

function isLayered({ take }: Scene): boolean {
  const { simulcast, scalabilityMode = 'L1T1' } = take.header.take.scenario.broadcast.video;
  return (simulcast?.length ?? 0) > 0 || scalabilityMode !== 'L1T1';
}
