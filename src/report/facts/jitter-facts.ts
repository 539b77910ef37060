import type { LatencyStep } from '../../model/result/jitter-buffer.ts';
import type { TakeResult, ViewerResult } from '../../model/result/result.ts';
import { JITTER_WORDS } from '../messages/jitter-words.ts';
import { fill, type Text } from '../messages/words.ts';
import { formatQuantity, formatSeconds } from '../text/format.ts';

/** Share of a step that the jitter buffer must account for to be named as its cause. Assumption. */
const MOST_OF_IT = 0.5;

/** Returns what a producer should know about the jitter buffer of one viewer: not settled, or steps of its latency. */
export function jitterFacts(take: TakeResult | undefined, viewerId: string | undefined): readonly Text[] {
  const viewer = take?.viewers.find(({ id }) => id === viewerId);
  if (viewer?.jitterBuffer === undefined) return [];
  const { isSettled, steps } = viewer.jitterBuffer;
  const { id } = viewer;
  return [
    ...(isSettled ? [] : [fill(JITTER_WORDS.notSettled, { viewer: id })]),
    ...steps.map((step) => stepFact(viewer, step)),
  ];
}

/** Returns the facts of all viewers of a region. */
export function regionJitterFacts(take: TakeResult | undefined, region: string): readonly Text[] {
  const viewers = take?.viewers.filter((viewer) => viewer.region === region) ?? [];
  return viewers.flatMap(({ id }) => jitterFacts(take, id));
}

function stepFact({ id }: ViewerResult, { second, fromMs, toMs, bufferMs }: LatencyStep): Text {
  const values = {
    viewer: id,
    time: formatSeconds(second * 1000),
    from: formatQuantity(fromMs, 'ms'),
    to: formatQuantity(toMs, 'ms'),
  };
  if (bufferMs === undefined) return fill(JITTER_WORDS.unknownStep, values);
  const isOfBuffer = bufferMs / (toMs - fromMs) >= MOST_OF_IT;
  const sign = bufferMs > 0 ? '+' : '';
  return fill(isOfBuffer ? JITTER_WORDS.bufferStep : JITTER_WORDS.otherStep, {
    ...values,
    buffer: `${sign}${formatQuantity(bufferMs, 'ms')}`,
  });
}
