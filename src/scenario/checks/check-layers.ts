import type { ScalabilityMode, VideoCodec, VideoSettings } from '../../model/scenario/scenario.ts';
import { sentStreams } from '../../model/scenario/sent-streams.ts';
import { describeValue, diagnostic, type Notes, type Path } from '../reading/notes.ts';

/** Of the codecs that the origin forwards, those in which Chromium encodes spatial layers. */
const SPATIAL_CODECS: readonly VideoCodec[] = ['vp9', 'av1'];
/** Chromium's encoder sends fewer spatial layers of a smaller picture, without a word (measured: 640x360 asked for three sent two). */
const LEAST_FOR_SPATIAL: Partial<Record<ScalabilityMode, { readonly width: number; readonly height: number }>> = {
  L2T3_KEY: { width: 480, height: 270 },
  L3T3_KEY: { width: 960, height: 540 },
};

/** Streams that Chromium sends at most of a picture of so many pixels, the largest left out first (measured: of 640x360 two of three). */
const MOST_STREAMS = [
  { pixels: 960 * 540, streams: 3, size: '960x540' },
  { pixels: 480 * 270, streams: 2, size: '480x270' },
] as const;

/** Notes layers that would not come out as asked: the encoder would send other ones, or none. */
export function checkLayers(video: VideoSettings, path: Path, notes: Notes): void {
  checkMode(video, path, notes);
  const { simulcast = [], width, height } = video;
  const at = [...path, 'simulcast'];
  const streams = sentStreams(video);
  const most = MOST_STREAMS.find(({ pixels }) => width * height >= pixels)?.streams ?? 1;
  const needed = MOST_STREAMS.findLast((row) => row.streams >= streams.length);
  if (streams.length > most && needed !== undefined)
    notes.diagnostics.push(
      diagnostic(
        at,
        `at least ${needed.size} for ${streams.length} streams: Chromium would leave the largest out`,
        `${width}x${height}`,
      ),
    );
  for (const [place, { scaleDownBy, bitrateBps }] of simulcast.entries()) {
    const larger = streams[place + 1];
    if (larger === undefined) continue;
    if (scaleDownBy <= larger.scaleDownBy)
      notes.diagnostics.push(
        diagnostic([...at, place, 'scaleDownBy'], 'the smallest picture first', describeValue(scaleDownBy)),
      );
    if (bitrateBps >= larger.bitrateBps)
      notes.diagnostics.push(
        diagnostic([...at, place, 'bitrate'], 'less than the next larger picture has', `${bitrateBps / 1000} kbps`),
      );
    // Whole pixels of 4:2:0 video.
    if ([width, height].some((side) => side % (2 * scaleDownBy) !== 0))
      notes.diagnostics.push(
        diagnostic(
          [...at, place, 'scaleDownBy'],
          `a number by which ${width}x${height} divides into even numbers`,
          describeValue(scaleDownBy),
        ),
      );
  }
}

function checkMode(
  { scalabilityMode, simulcast = [], codec, width, height }: VideoSettings,
  path: Path,
  notes: Notes,
): void {
  const least = scalabilityMode === undefined ? undefined : LEAST_FOR_SPATIAL[scalabilityMode];
  if (least === undefined) return;
  const refuse = (expected: string) =>
    notes.diagnostics.push(diagnostic([...path, 'scalabilityMode'], expected, describeValue(scalabilityMode)));
  if (!SPATIAL_CODECS.includes(codec))
    refuse(`L1T1, L1T2 or L1T3: ${codec} has no spatial layers, ${SPATIAL_CODECS.join(' and ')} do`);
  else if (simulcast.length > 0) refuse('L1T1, L1T2 or L1T3 beside simulcast, which has smaller pictures already');
  else if (Math.max(width, height) < least.width || Math.min(width, height) < least.height)
    refuse(
      `a picture of at least ${least.width}x${least.height} for it, or another mode: Chromium would send fewer layers`,
    );
}
