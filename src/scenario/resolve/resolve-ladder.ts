import type { Broadcast, Variant, VideoSettings } from '../../model/scenario/scenario.ts';
import { describeValue, diagnostic, type Notes } from '../reading/notes.ts';
import type { WrittenLadder } from '../schema/ladder.ts';

/** Each costs takes; more than this is no ladder but a survey. */
const MOST_RUNGS = 24;

/** Every codec with every size and every bitrate of a step; what two steps have in common is one rung. */
export function resolveLadder(written: WrittenLadder, broadcast: Broadcast, notes: Notes): readonly Variant[] {
  const { video } = broadcast;
  const settings = written.flatMap(({ codec, size, bitrate, fps = video.fps }): readonly VideoSettings[] =>
    listOf(codec ?? video.codec).flatMap((oneCodec) =>
      listOf(size ?? { width: video.width, height: video.height }).flatMap((oneSize) =>
        listOf(bitrate).map((bitrateBps) => ({ ...video, codec: oneCodec, ...oneSize, fps, bitrateBps })),
      ),
    ),
  );
  const rungs = rungsOf(broadcast, settings);
  if (rungs.length > MOST_RUNGS)
    notes.diagnostics.push(diagnostic(['ladder'], `at most ${MOST_RUNGS} rungs in all`, describeValue(rungs.length)));
  return rungs;
}

/** Named by what they are; all scaled down from the picture of the largest, so that one clarity can be held against another. */
export function rungsOf(broadcast: Broadcast, settings: readonly VideoSettings[]): readonly Variant[] {
  const { sourceSize } = broadcast.video;
  const [largest] = settings.toSorted((a, b) => b.width * b.height - a.width * a.height);
  const from = sourceSize ?? (largest && { width: largest.width, height: largest.height });
  const byName = new Map<string, Variant>();
  for (const each of settings) {
    const isScaled = from !== undefined && (from.width !== each.width || from.height !== each.height);
    const { sourceSize: _, ...own } = each;
    const video = isScaled ? { ...own, sourceSize: from } : own;
    const name = nameOf(video, settings);
    if (!byName.has(name)) byName.set(name, { name, broadcast: { ...broadcast, video } });
  }
  return [...byName.values()];
}

/** "h264-720p-2000k", and where frame rates differ "h264-720p60-2000k". */
function nameOf({ codec, height, fps, bitrateBps }: VideoSettings, all: readonly VideoSettings[]): string {
  const isOneFps = all.every((other) => other.fps === fps);
  return `${codec}-${height}p${isOneFps ? '' : fps}-${Math.round(bitrateBps / 1000)}k`;
}

function listOf<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
