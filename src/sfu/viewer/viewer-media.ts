import { stripNack } from '../nack/strip-nack.ts';
import type { MediaKind } from '../rtp/source-packet.ts';
import type { CodecId } from '../sdp/codecs.ts';
import { negotiateViewer } from '../sdp/negotiate.ts';
import type { MediaAnswer } from '../sdp/sdp-answer.ts';
import type { Offer } from '../sdp/sdp-offer.ts';
import { CNAME } from '../session-limits.ts';
import { ViewerTrack } from './viewer-track.ts';

export interface ViewerMedia {
  readonly tracks: readonly ViewerTrack[];
  /** In the offer's order. */
  readonly answers: readonly MediaAnswer[];
}

/** What a viewer's offer comes to, of a stream in these codecs: a track for each medium that there is, and the answer to all. */
export function viewerMedia(
  offer: Offer,
  codecs: Readonly<Partial<Record<MediaKind, CodecId>>>,
  resends: boolean,
): ViewerMedia {
  const tracks: ViewerTrack[] = [];
  const answers = negotiateViewer(resends ? offer : stripNack(offer), codecs).map((one): MediaAnswer => {
    if (one.type === 'rejected') return one;
    const { kind, offered, codec, extensionIds } = one;
    if (codecs[kind] === undefined) return { type: 'inactive', offered, codec };
    const { mid, mixesExtensions } = offered;
    const track = new ViewerTrack({ kind, codec: codec.codec, offered: codec, extensionIds, mid, mixesExtensions });
    tracks.push(track);
    const { ssrc, rtxSsrc } = track;
    return { type: 'sendonly', offered, codec, extensionIds, ssrc, rtxSsrc, cname: CNAME, streamId: CNAME };
  });
  return { tracks, answers };
}
