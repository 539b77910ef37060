import type { Result } from '../../model/result/result.ts';

/** Metric that begins with connecting, and the metric of that part. */
export const CONNECTING_PART: Readonly<Record<string, string>> = { firstFrame: 'joinTime' };

/**
 * Lists the regions in which the time to connect owes nothing to the encoder: no packet of the stream has crossed a viewer's access
 * before it is connected, and on the haul, which a region's viewers share, no queue fills with what others watch. There it differs
 * between two takes of a seed by chance alone: a packet of the handshake that is lost costs up to a second.
 */
export function regionsOfOwnJoins(
  regions: Result['scenario']['regions'],
  transports: readonly unknown[],
): ReadonlySet<string> {
  // Another transport connects in another way: that is part of what is compared.
  if (new Set(transports.map((transport) => JSON.stringify(transport))).size > 1) return new Set();
  const isUnlimited = ({ haul }: (typeof regions)[number]) =>
    [haul.out, haul.back].every(({ rateBps, rateCaps }) => rateBps === undefined && rateCaps === undefined);
  return new Set(regions.filter(isUnlimited).map(({ id }) => id));
}
