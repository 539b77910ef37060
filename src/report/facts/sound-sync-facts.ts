import { cameLater } from '../../model/result/presence.ts';
import type { ScenarioSummary, TakeResult } from '../../model/result/result.ts';
import { JITTER_WORDS } from '../messages/jitter-words.ts';
import { fill, type Text } from '../messages/words.ts';
import { formatQuantity } from '../text/format.ts';
import { viewerName } from '../text/names.ts';

/** Returns what to know about sound that was still on its way to its picture when measuring began, of the viewers selected. */
export function soundSyncFacts(
  { regions }: Pick<ScenarioSummary, 'regions'>,
  take: TakeResult | undefined,
  isSelected: (viewer: TakeResult['viewers'][number]) => boolean,
): readonly Text[] {
  return (take?.viewers ?? []).filter(isSelected).flatMap((viewer) => {
    const { id, soundSync } = viewer;
    if (soundSync?.state !== 'following' || soundSync.closedMs === undefined) return [];
    const distance = (ms: number) => formatQuantity(Math.abs(ms), 'ms');
    const words = cameLater(viewer)
      ? JITTER_WORDS.newcomerSound
      : soundSync.openedMs > 0
        ? JITTER_WORDS.soundFollowed
        : JITTER_WORDS.soundCaughtUp;
    return [
      fill(words, {
        viewer: viewerName(regions, id),
        opened: distance(soundSync.openedMs),
        closed: distance(soundSync.closedMs),
      }),
    ];
  });
}
