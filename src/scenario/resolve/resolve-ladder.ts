import type { Broadcast, Variant, VideoSettings } from '../../model/scenario/scenario.ts';
import { describeValue, diagnostic, type Notes } from '../reading/notes.ts';
import type { WrittenLadder } from '../schema/ladder.ts';

/** Most rungs of a ladder: each costs takes. */
const MAX_RUNGS = 24;

/** Combines every codec, size and bitrate of each step into rungs. A rung that several steps share appears once. */
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
  if (rungs.length > MAX_RUNGS)
    notes.diagnostics.push(diagnostic(['ladder'], `at most ${MAX_RUNGS} rungs in all`, describeValue(rungs.length)));
  return rungs;
}

/** Turns settings into named rungs, all scaled down from the largest picture so that their clarity can be compared. */
export function rungsOf(broadcast: Broadcast, settings: readonly VideoSettings[]): readonly Variant[] {
  const { sourceSize } = broadcast.video;
  const [largest] = settings.toSorted((a, b) => b.width * b.height - a.width * a.height);
  const source = sourceSize ?? (largest && { width: largest.width, height: largest.height });
  const byName = new Map<string, Variant>();
  for (const each of settings) {
    const isScaled = source !== undefined && (source.width !== each.width || source.height !== each.height);
    const { sourceSize: _, ...own } = each;
    const video = isScaled ? { ...own, sourceSize: source } : own;
    const name = nameOf(video, settings);
    if (!byName.has(name)) byName.set(name, { name, broadcast: { ...broadcast, video } });
  }
  return [...byName.values()];
}

/** Names a rung: "h264-720p-2000k", or "h264-720p60-2000k" if frame rates differ between rungs. */
function nameOf({ codec, height, fps, bitrateBps }: VideoSettings, all: readonly VideoSettings[]): string {
  const isOneFps = all.every((other) => other.fps === fps);
  return `${codec}-${height}p${isOneFps ? '' : fps}-${Math.round(bitrateBps / 1000)}k`;
}

function listOf<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
