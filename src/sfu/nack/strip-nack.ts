import type { Offer, OfferedMedia } from '../sdp/sdp-offer.ts';

/** Returns the offer without NACK and RTX, as from a client that neither requests nor sends retransmissions. */
export function stripNack(offer: Offer): Offer {
  return { ...offer, media: offer.media.map(withoutThem) };
}

function withoutThem(media: OfferedMedia): OfferedMedia {
  const codecs = media.codecs.map((codec) => ({
    ...codec,
    rtxPayloadType: undefined,
    feedback: codec.feedback.filter((what) => what !== 'nack'),
  }));
  return { ...media, rtxSsrc: undefined, codecs };
}
