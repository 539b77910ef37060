import { stripNack } from '../nack/strip-nack.ts';
import { ReusedBytes } from '../rtp/reused-bytes.ts';
import { negotiateViewer } from '../sdp/negotiate.ts';
import type { MediaAnswer } from '../sdp/sdp-answer.ts';
import type { Offer } from '../sdp/sdp-offer.ts';
import type { ServerBehaviour } from '../server-behaviour.ts';
import { CNAME } from '../session-limits.ts';
import type { ViewerSource } from './viewer-source.ts';
import { ViewerTrack } from './viewer-track.ts';

/** Shared by all viewers: the library copies a packet when it is sent, which is before the next one is written. */
const SENT_AT_ONCE = new ReusedBytes();
const takeBytes = (length: number) => SENT_AT_ONCE.take(length);

export interface ViewerMedia {
  readonly tracks: readonly ViewerTrack[];
  /** Answers in the offer's order. */
  readonly answers: readonly MediaAnswer[];
}

/**
 * Negotiates a viewer's offer for a stream in these codecs: a track for each published medium, and an answer to every
 * section.
 */
export function negotiateViewerMedia(
  offer: Offer,
  { codecs, nackEnabled, behaviour }: Pick<ViewerSource, 'codecs' | 'nackEnabled' | 'behaviour'>,
): ViewerMedia {
  const tracks: ViewerTrack[] = [];
  const answers = negotiateViewer(answerable(offer, nackEnabled, behaviour), codecs).map((section): MediaAnswer => {
    if (section.type === 'rejected') return section;
    const { kind, offered, codec, extensionIds } = section;
    if (codecs[kind] === undefined) return { type: 'inactive', offered, codec };
    const { mid, mixesExtensions } = offered;
    const track = new ViewerTrack({
      ...{ kind, codec: codec.codec, offered: codec, extensionIds, mid, mixesExtensions, takeBytes },
    });
    tracks.push(track);
    const { ssrc, rtxSsrc } = track;
    return { type: 'sendonly', offered, codec, extensionIds, ssrc, rtxSsrc, cname: CNAME, streamId: CNAME };
  });
  return { tracks, answers };
}

/** Returns the offer without what this stream's viewers are not answered. */
function answerable(offer: Offer, nackEnabled: boolean, { answersRoundTrip }: ServerBehaviour): Offer {
  const offered = nackEnabled ? offer : stripNack(offer);
  if (answersRoundTrip) return offered;
  return { ...offered, media: offered.media.map((media) => ({ ...media, receiverRtt: false })) };
}
