import type { ScalabilityMode, VideoCodec, VideoSettings } from '../../model/scenario/scenario.ts';
import { sentStreams } from '../../model/scenario/sent-streams.ts';
import { describeValue, diagnostic, type Notes, type Path } from '../reading/notes.ts';

/** Codecs, among those that the origin forwards, in which Chromium encodes spatial layers. */
const SPATIAL_CODECS: readonly VideoCodec[] = ['vp9', 'av1'];
/**
 * Smallest picture for each number of spatial layers. For a smaller one Chromium silently sends fewer layers (measured: 640x360
 * sent two of three).
 */
const MIN_SPATIAL_SIZE: Partial<Record<ScalabilityMode, { readonly width: number; readonly height: number }>> = {
  L2T3_KEY: { width: 480, height: 270 },
  L3T3_KEY: { width: 960, height: 540 },
};

/**
 * Most simulcast streams that Chromium sends for a picture of at least so many pixels. It leaves out the largest first
 * (measured: 640x360 sent two of three).
 */
const MAX_STREAMS = [
  { pixels: 960 * 540, streams: 3, size: '960x540' },
  { pixels: 480 * 270, streams: 2, size: '480x270' },
] as const;

/** Notes layers that the encoder would not send as asked: it would send others, or none. */
export function checkLayers(video: VideoSettings, path: Path, notes: Notes): void {
  checkMode(video, path, notes);
  const { simulcast = [], width, height } = video;
  const at = [...path, 'simulcast'];
  const streams = sentStreams(video);
  const max = MAX_STREAMS.find(({ pixels }) => width * height >= pixels)?.streams ?? 1;
  const needed = MAX_STREAMS.findLast((row) => row.streams >= streams.length);
  if (streams.length > max && needed !== undefined)
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
    // 4:2:0 video needs even sides.
    if ([width, height].some((side) => !isEven(side / scaleDownBy)))
      notes.diagnostics.push(
        diagnostic(
          [...at, place, 'scaleDownBy'],
          `a number by which ${width}x${height} divides into even numbers`,
          describeValue(scaleDownBy),
        ),
      );
  }
}

/** Reports whether a side is an even number of pixels; a third of 1080 is, however it was reckoned. */
function isEven(side: number): boolean {
  return Math.abs(side / 2 - Math.round(side / 2)) < 1e-6;
}

/** Notes a rung of a ladder that the layers of the broadcast do not fit, once for all that is wrong with them. */
export function checkRungLayers(video: VideoSettings, notes: Notes): void {
  const own: Notes = { diagnostics: [], warnings: [] };
  checkLayers(video, ['ladder'], own);
  if (own.diagnostics.length === 0) return;
  const expected =
    'pictures that the layers of the broadcast fit, or a broadcast of one layer: a ladder tries single streams';
  notes.diagnostics.push(diagnostic(['ladder'], expected, `${video.width}x${video.height}`));
}

function checkMode(
  { scalabilityMode, simulcast = [], codec, width, height }: VideoSettings,
  path: Path,
  notes: Notes,
): void {
  const min = scalabilityMode === undefined ? undefined : MIN_SPATIAL_SIZE[scalabilityMode];
  if (min === undefined) return;
  const refuse = (expected: string) =>
    notes.diagnostics.push(diagnostic([...path, 'scalabilityMode'], expected, describeValue(scalabilityMode)));
  if (!SPATIAL_CODECS.includes(codec))
    refuse(`L1T1, L1T2 or L1T3: ${codec} has no spatial layers, ${SPATIAL_CODECS.join(' and ')} do`);
  else if (simulcast.length > 0) refuse('L1T1, L1T2 or L1T3 beside simulcast, which has smaller pictures already');
  else if (Math.max(width, height) < min.width || Math.min(width, height) < min.height)
    refuse(
      `a picture of at least ${min.width}x${min.height} for it, or another mode: Chromium would send fewer layers`,
    );
}
