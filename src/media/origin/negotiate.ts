import { type CodecId, codecLabel, supportedCodecs } from './codecs.ts';
import { EXTENSION_URI, type ExtensionIds, type ExtensionName } from './header-extensions.ts';
import { type Offer, type OfferedCodec, type OfferedMedia, SdpError } from './sdp-offer.ts';
import type { MediaKind } from './source-packet.ts';

/** The offer is sound, but has no codec in common with us: HTTP 406. */
export class NotAcceptableError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotAcceptableError';
  }
}

/** What becomes of one section of an offer. */
export type Negotiated =
  | { readonly type: 'rejected'; readonly offered: OfferedMedia }
  | {
      readonly type: 'accepted';
      readonly kind: MediaKind;
      readonly offered: OfferedMedia;
      readonly codec: OfferedCodec & { readonly codec: CodecId };
      readonly extensionIds: ExtensionIds;
    };

type Accepts = (codec: CodecId) => boolean;

/** A publisher's offer: the first audio and the first video section, each with the first codec that the origin forwards. */
export function negotiatePublisher(offer: Offer): Negotiated[] {
  return negotiate(
    offer,
    'sendonly',
    () => () => true,
    (kind) => `the origin forwards ${supportedCodecs(kind)}`,
  );
}

/** A viewer's offer against the codecs the publisher sends; a medium that is not published takes the viewer's first. */
export function negotiateViewer(offer: Offer, published: Readonly<Partial<Record<MediaKind, CodecId>>>): Negotiated[] {
  const accepts = (kind: MediaKind): Accepts => {
    const codec = published[kind];
    return (offered) => codec === undefined || offered === codec;
  };
  const wanted = (kind: MediaKind) => {
    const codec = published[kind];
    return codec === undefined ? `the origin forwards ${supportedCodecs(kind)}` : `the stream is ${codecLabel(codec)}`;
  };
  return negotiate(offer, 'recvonly', accepts, wanted);
}

function negotiate(
  offer: Offer,
  direction: 'sendonly' | 'recvonly',
  acceptsOf: (kind: MediaKind) => Accepts,
  wanted: (kind: MediaKind) => string,
): Negotiated[] {
  const taken = new Set<MediaKind>();
  const negotiated = offer.media.map((offered): Negotiated => {
    const { kind } = offered;
    if ((kind !== 'audio' && kind !== 'video') || taken.has(kind) || offered.disabled)
      return { type: 'rejected', offered };
    if (offered.direction !== direction && offered.direction !== 'sendrecv') return { type: 'rejected', offered };
    const accepts = acceptsOf(kind);
    const codec = offered.codecs.find((one) => one.codec !== undefined && accepts(one.codec));
    if (codec?.codec === undefined) {
      const names = [...new Set(offered.codecs.map(({ name, fmtp }) => (fmtp === '' ? name : `${name} (${fmtp})`)))];
      throw new NotAcceptableError(
        `no usable ${kind} codec: ${wanted(kind)}; the offer has ${names.join(', ') || 'none'}`,
      );
    }
    taken.add(kind);
    const extensionIds = usableExtensions(offered);
    return { type: 'accepted', kind, offered, codec: { ...codec, codec: codec.codec }, extensionIds };
  });
  if (taken.size === 0) throw new SdpError(`the offer has no ${direction} or sendrecv section of audio or video`);
  return negotiated;
}

/** Extension ids that one byte can hold (1..14) or two (to 255, but for 15): RFC 8285 section 4. */
function usableExtensions({ extensionIds, rids }: OfferedMedia): ExtensionIds {
  const usable: Partial<Record<ExtensionName, number>> = {};
  for (const name of Object.keys(EXTENSION_URI) as ExtensionName[]) {
    const id = extensionIds[name];
    if (rids.length === 0 && (name === 'rid' || name === 'repairedRid')) continue; // there is one stream
    if (id !== undefined && id >= 1 && id <= 255 && id !== 15) usable[name] = id;
  }
  return usable;
}
