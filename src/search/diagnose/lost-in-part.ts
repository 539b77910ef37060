import type { Trial } from '../../model/result/diagnosis.ts';
import type { LinkTotals } from '../../model/result/result.ts';

/** Returns the share of the packets that a part of the way lost towards the viewers; undefined for other trials. */
export function lostInPart(
  { kind, region }: Trial,
  links: readonly LinkTotals[],
  regionOf: (viewer: string) => string | undefined,
): number | undefined {
  const own = links.filter(({ link }) => {
    const [, segment, of = ''] = /^([\w-]+)(?::(.*))?\/out$/.exec(link) ?? [];
    return segment === kind && (kind === 'access' ? regionOf(of) : kind === 'haul' ? of : undefined) === region;
  });
  const entered = own.reduce((sum, { inPackets }) => sum + inPackets, 0);
  const lost = own.reduce((sum, each) => sum + each.lostRandom + each.lostBurst + each.lostQueue, 0);
  return entered === 0 ? undefined : lost / entered;
}
