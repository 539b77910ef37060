import type { Offer, OfferedMedia } from '../sdp/sdp-offer.ts';

/** The offer as one would make it who neither asks for lost packets nor sends them again: no NACK, no RTX. */
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
