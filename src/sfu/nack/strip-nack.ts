import type { OfferedMedia } from '../sdp/offered-media.ts';
import type { Offer } from '../sdp/sdp-offer.ts';

/** Returns the offer without NACK and RTX, as from a client that neither requests nor sends retransmissions. */
export function stripNack(offer: Offer): Offer {
  return { ...offer, media: offer.media.map(stripMedia) };
}

function stripMedia(media: OfferedMedia): OfferedMedia {
  const codecs = media.codecs.map((codec) => ({
    ...codec,
    rtxPayloadType: undefined,
    feedback: codec.feedback.filter((type) => type !== 'nack'),
  }));
  return { ...media, rtxSsrc: undefined, codecs };
}
