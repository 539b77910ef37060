import { type Cut, isCutOut, joinedMs } from '../../model/recording/cuts.ts';
import type { PictureLine } from '../../model/recording/picture-line.ts';

/** Shortest freeze, equal to the shortest stutter that any metric counts; one that a cut makes shorter is dropped. */
const LEAST_FREEZE_MS = 200;

/** Moves pictures to the take without cuts. Leaves out images decoded in a cut, and incidents that lie in one. */
export function movePictures(lines: readonly PictureLine[], cuts: readonly Cut[]): readonly PictureLine[] {
  if (cuts.length === 0) return lines;
  const ends = new Map<string, number>();
  for (const line of lines)
    if (line.incident !== undefined && line.toMs !== undefined) ends.set(keyOf(line), line.toMs);
  return lines.flatMap((line) => {
    if (line.fromMs !== undefined && isCutAway(line, line.fromMs, ends.get(keyOf(line)), cuts)) return [];
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

/** Reports whether cuts leave nothing of an incident, or too little of a freeze. */
function isCutAway({ why }: PictureLine, fromMs: number, toMs: number | undefined, cuts: readonly Cut[]): boolean {
  if (toMs === undefined) return false;
  const remainingMs = joinedMs(cuts, toMs) - joinedMs(cuts, fromMs);
  return remainingMs < toMs - fromMs && (remainingMs === 0 || (why === 'freeze' && remainingMs < LEAST_FREEZE_MS));
}
