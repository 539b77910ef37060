import { EXTENSION_URI, type ExtensionIds } from '../rtp/header-extensions.ts';
import type { MediaKind } from '../rtp/source-packet.ts';
import { type CodecId, canReceive, codecLabel, familyOf, isMode0, listSupportedCodecs } from './codecs.ts';
import type { OfferedCodec } from './offered-codecs.ts';
import { selectExtensions } from './offered-extensions.ts';
import type { OfferedMedia } from './offered-media.ts';
import { NotAcceptableError, SdpError } from './sdp-error.ts';
import type { Offer } from './sdp-offer.ts';
import { excerpt } from './sdp-section.ts';

/** Outcome of negotiating one section of an offer. */
export type Negotiated =
  | { readonly type: 'rejected'; readonly offered: OfferedMedia }
  | {
      readonly type: 'accepted';
      readonly kind: MediaKind;
      readonly offered: OfferedMedia;
      readonly codec: OfferedCodec & { readonly codec: CodecId };
      readonly extensionIds: ExtensionIds;
    };

type AcceptedCodec = OfferedCodec & { readonly codec: CodecId };

/** Data channels, which browsers may offer beside media and which carry none. */
const DATA = 'application';

interface Side {
  /** Direction of media, seen from the offerer. */
  readonly direction: 'sendonly' | 'recvonly';
  /** Picks from the supported codecs, in the order of the offer; undefined if none will do. */
  choose(kind: MediaKind, codecs: readonly AcceptedCodec[]): AcceptedCodec | undefined;
  /** Describes what would be picked. */
  wanted(kind: MediaKind): string;
  /** Whether every section offered must be accepted. */
  readonly allOrNothing: boolean;
}

/**
 * Negotiates a publisher's offer: one audio and one video section, each with the first codec that the origin forwards;
 * for H264, with the profile and packetization mode that most viewers and encoders have. Any further section rejects the whole offer: there is no partial
 * success (RFC 9725 section 4.2). Throws NotAcceptableError or SdpError.
 */
export function negotiatePublisher(offer: Offer): Negotiated[] {
  return negotiate(offer, {
    direction: 'sendonly',
    choose(_, codecs) {
      const [first] = codecs;
      if (first === undefined || familyOf(first.codec) !== 'h264') return first;
      const h264 = codecs.filter(({ codec }) => familyOf(codec) === 'h264');
      return h264.find(({ codec }) => codec === 'h264') ?? h264.find(({ codec }) => !isMode0(codec)) ?? first;
    },
    wanted: (kind) => `the origin forwards ${listSupportedCodecs(kind)}`,
    allOrNothing: true,
  });
}

/**
 * Negotiates a viewer's offer against the published codecs; a medium that is not published gets the viewer's first.
 * Throws NotAcceptableError or SdpError.
 */
export function negotiateViewer(offer: Offer, published: Readonly<Partial<Record<MediaKind, CodecId>>>): Negotiated[] {
  return negotiate(offer, {
    direction: 'recvonly',
    choose(kind, codecs) {
      const stream = published[kind];
      if (stream === undefined) return codecs[0];
      return codecs.find(({ codec }) => codec === stream) ?? codecs.find(({ codec }) => canReceive(codec, stream));
    },
    wanted(kind) {
      const stream = published[kind];
      return stream === undefined
        ? `the origin forwards ${listSupportedCodecs(kind)}`
        : `the stream is ${codecLabel(stream)}`;
    },
    allOrNothing: false,
  });
}

function negotiate(offer: Offer, { direction, choose, wanted, allOrNothing }: Side): Negotiated[] {
  const accepted = new Set<MediaKind>();
  const negotiated = offer.media.map((offered): Negotiated => {
    const { kind, mid } = offered;
    const isMedia = (kind === 'audio' || kind === 'video') && !offered.disabled;
    const isForUs = offered.direction === direction || offered.direction === 'sendrecv';
    if (allOrNothing && !isMedia && !offered.disabled && isForUs && kind !== DATA)
      throw new NotAcceptableError(
        `a section of ${excerpt(kind)} is not taken, only audio and video (a=mid:${mid}), and an offer is not accepted in part`,
      );
    if (!isMedia || !isForUs) return { type: 'rejected', offered };
    if (accepted.has(kind)) {
      if (!allOrNothing) return { type: 'rejected', offered };
      throw new NotAcceptableError(
        `a session has at most one ${kind} section; the offer has another (a=mid:${mid}), and an offer is not accepted in part`,
      );
    }
    if (!offered.rtcpMux)
      throw new NotAcceptableError(
        `RTCP must share the port of RTP: a=rtcp-mux is missing (a=mid:${mid}, RFC 9725 section 4.4.1)`,
      );
    const forwarded = offered.codecs.filter(isAccepted);
    const codec = choose(
      kind,
      forwarded.filter((one) => isForAllRids(one, offered)),
    );
    if (codec === undefined) {
      const names = [...new Set(offered.codecs.map(({ name, fmtp }) => (fmtp === '' ? name : `${name} (${fmtp})`)))];
      const limits =
        offered.ridPayloadTypes.size === 0 ? '' : ', which a=rid limits by pt to what all streams have in common';
      throw new NotAcceptableError(
        `no usable ${kind} codec: ${wanted(kind)}; the offer has ${names.join(', ') || 'none'}${limits}`,
      );
    }
    accepted.add(kind);
    const extensionIds = extensionsOf(offered, direction);
    if (offered.rids.length > 0 && direction === 'sendonly' && extensionIds.rid === undefined)
      throw new NotAcceptableError(
        `simulcast by a=rid needs the header extension ${EXTENSION_URI.rid} with an id of its own that fits the header (a=mid:${mid})`,
      );
    return { type: 'accepted', kind, offered, codec, extensionIds };
  });
  if (accepted.size === 0) throw new SdpError(`the offer has no ${direction} or sendrecv section of audio or video`);
  return negotiated;
}

function isAccepted(codec: OfferedCodec): codec is AcceptedCodec {
  return codec.codec !== undefined;
}

/** Returns whether every simulcast stream may have this payload type: they are forwarded in one codec. */
function isForAllRids({ payloadType }: OfferedCodec, { ridPayloadTypes }: OfferedMedia): boolean {
  return [...ridPayloadTypes.values()].every((types) => types.includes(payloadType));
}

function extensionsOf(offered: OfferedMedia, direction: Side['direction']): ExtensionIds {
  const { rid, repairedRid, dependencyDescriptor, ...usable } = selectExtensions(offered, direction);
  return {
    ...usable,
    // Without simulcast there is nothing to distinguish.
    ...(offered.rids.length > 0 && { ...(rid && { rid }), ...(repairedRid && { repairedRid }) }),
    // The structure does not fit a one-byte header, and without it the descriptor is useless.
    ...(dependencyDescriptor && offered.mixesExtensions && { dependencyDescriptor }),
  };
}
