import { type Cut, isCutOut, joinedMs } from '../../model/recording/cuts.ts';
import type { PictureLine } from '../../model/recording/picture-line.ts';

/** As the shortest stutter that any metric counts: a freeze of which a cut leaves less is none any more. */
const LEAST_FREEZE_MS = 200;

/** Pictures of a take whose cuts are left out: what was seen in one is not shown, and no incident that lay in one. */
export function movePictures(lines: readonly PictureLine[], cuts: readonly Cut[]): readonly PictureLine[] {
  if (cuts.length === 0) return lines;
  const ends = new Map<string, number>();
  for (const line of lines)
    if (line.incident !== undefined && line.toMs !== undefined) ends.set(keyOf(line), line.toMs);
  return lines.flatMap((line) => {
    if (line.fromMs !== undefined && isGone(line, line.fromMs, ends.get(keyOf(line)), cuts)) return [];
    const { frame, seenMs, latencyMs, ssim, jpeg, ...rest } = line;
    const isUnseen = seenMs !== undefined && isCutOut(cuts, seenMs);
    if (isUnseen && line.why === 'film') return [];
    const moved = { ...(isUnseen ? rest : line), atMs: joinedMs(cuts, line.atMs) };
    return [
      {
        ...moved,
        ...(line.fromMs !== undefined && { fromMs: joinedMs(cuts, line.fromMs) }),
        ...(line.toMs !== undefined && { toMs: joinedMs(cuts, line.toMs) }),
        ...(seenMs !== undefined && !isUnseen && { seenMs: joinedMs(cuts, seenMs) }),
      },
    ];
  });
}

function keyOf({ viewer, incident }: PictureLine): string {
  return `${viewer} ${incident}`;
}

function isGone({ why }: PictureLine, fromMs: number, toMs: number | undefined, cuts: readonly Cut[]): boolean {
  if (toMs === undefined) return false;
  const leftMs = joinedMs(cuts, toMs) - joinedMs(cuts, fromMs);
  return leftMs < toMs - fromMs && (leftMs === 0 || (why === 'freeze' && leftMs < LEAST_FREEZE_MS));
}
