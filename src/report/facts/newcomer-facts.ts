import { medianOf } from '../../metrics/series/values.ts';
import { cameLater } from '../../model/result/presence.ts';
import type { Result, ViewerResult } from '../../model/result/result.ts';
import { statisticOf } from '../../verdict/statistic-of.ts';
import { PRESENCE_WORDS } from '../messages/viewer-words.ts';
import { fill, type Text } from '../messages/words.ts';
import { formatQuantity, quantityText } from '../text/format.ts';
import { baseTakes, countedTakes } from './takes.ts';

/**
 * Tells how those who came in mid-show got in: how many did, and how long their first pictures took, beside those of viewers who
 * were there from the beginning. Of one region, or of all; nothing where nobody came.
 */
export function newcomerFacts({ takes }: Pick<Result, 'takes'>, region?: string): readonly Text[] {
  const viewers = countedTakes(baseTakes(takes)).flatMap((take) =>
    take.viewers.filter((viewer) => region === undefined || viewer.region === region),
  );
  const came = viewers.filter(cameLater);
  if (came.length === 0) return [];
  const joined = came.filter(({ metrics }) => statisticOf(metrics.joinFailures, 'value') === 0).length;
  const firsts = firstFramesOf(came);
  const others = firstFramesOf(viewers.filter((viewer) => !cameLater(viewer)));
  const counts = { came: came.length, joined };
  if (firsts === undefined) return [fill(PRESENCE_WORDS.newcomersJoined, counts)];
  const text = fill(came.length === 1 ? PRESENCE_WORDS.newcomer : PRESENCE_WORDS.newcomers, { ...counts, ...firsts });
  return others === undefined
    ? [text]
    : [fill(PRESENCE_WORDS.beside, { text, typical: others.typical, longest: others.longest })];
}

function firstFramesOf(viewers: readonly ViewerResult[]) {
  const waitedMs = viewers.flatMap(({ metrics }) => statisticOf(metrics.firstFrame, 'value') ?? []);
  if (waitedMs.length === 0) return undefined;
  return {
    typical: quantityText(medianOf(waitedMs), 'ms'),
    longest: formatQuantity(Math.max(...waitedMs), 'ms'),
  };
}
