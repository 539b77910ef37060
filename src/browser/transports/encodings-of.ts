import { sentStreams } from '../../model/recording/sent-streams.ts';
import type { VideoSettings } from '../../model/scenario/scenario.ts';
import { scaledDown } from './scaled-down.ts';

/**
 * Returns the encodings asked of the sender. A browser that does not encode the scalability mode refuses them when they are set.
 */
export function encodingsOf(video: VideoSettings): RTCRtpEncodingParameters[] {
  const { codec, fps, simulcast = [] } = video;
  // Without a mode, Chromium takes several encodings of these codecs for spatial layers of one stream, not for streams.
  const isAmbiguous = simulcast.length > 0 && (codec === 'vp9' || codec === 'av1');
  const scalabilityMode = video.scalabilityMode ?? (isAmbiguous ? 'L1T1' : undefined);
  const scale = scaledDown(video);
  return sentStreams(video).map(({ rid, scaleDownBy, bitrateBps }) => ({
    maxBitrate: bitrateBps,
    maxFramerate: fps,
    ...(scalabilityMode !== undefined && { scalabilityMode }),
    ...(simulcast.length > 0 && { rid }),
    ...((simulcast.length > 0 || scale !== 1) && { scaleResolutionDownBy: scale * scaleDownBy }),
  }));
}
