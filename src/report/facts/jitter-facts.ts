import type { JitterBuffer, LatencyStep } from '../../model/result/jitter-buffer.ts';
import { cameLater } from '../../model/result/presence.ts';
import type { ScenarioSummary, TakeResult, ViewerResult } from '../../model/result/result.ts';
import { JITTER_WORDS } from '../messages/jitter-words.ts';
import { VERDICT_WORDS } from '../messages/verdict-words.ts';
import { fill, type Text } from '../messages/words.ts';
import { formatQuantity, formatSeconds } from '../text/format.ts';
import { viewerName } from '../text/names.ts';

/** Share of a step that the jitter buffer must account for to be named as its cause. Assumption. */
const MOST_OF_IT = 0.5;

/** Returns what a producer should know about the jitter buffer of one viewer: not settled, or steps of its latency. */
export function jitterFacts(
  { regions }: Pick<ScenarioSummary, 'regions'>,
  take: TakeResult | undefined,
  viewerId: string | undefined,
): readonly Text[] {
  const viewer = take?.viewers.find(({ id }) => id === viewerId);
  if (viewer?.jitterBuffer === undefined) return [];
  const { isSettled, reason, steps } = viewer.jitterBuffer;
  const name = viewerName(regions, viewer.id);
  const held = viewer.jitterBuffer.heldForSound;
  return [
    ...(isSettled ? [] : settlingFacts(name, viewer)),
    ...(held === undefined || held.isAtRest
      ? []
      : [fill(JITTER_WORDS.stillHeld, { viewer: name, lead: formatQuantity(held.leadMs, 'ms') })]),
    ...steps.map((step) => stepFact(name, step, reason)),
  ];
}

/** Whoever comes in mid-show cannot have settled: that by itself is no news. */
function settlingFacts(name: Text, viewer: ViewerResult): readonly Text[] {
  const isNewcomer = cameLater(viewer);
  const lasting = viewer.jitterBuffer?.lasting;
  if (lasting === undefined)
    return [fill(isNewcomer ? JITTER_WORDS.cameTooLate : JITTER_WORDS.notSettled, { viewer: name })];
  const { fromSecond, latency } = lasting;
  const quantity = (statistic: 'p50' | 'p95') =>
    latency.type === 'distribution' ? formatQuantity(latency[statistic], latency.unit) : VERDICT_WORDS['no-data'];
  return [
    ...(isNewcomer ? [] : [fill(JITTER_WORDS.notSettled, { viewer: name })]),
    fill(JITTER_WORDS.settledLater, {
      ...{ viewer: name, time: formatSeconds(fromSecond * 1000) },
      ...{ typical: quantity('p50'), slow: quantity('p95') },
    }),
  ];
}

/** Returns the facts of all viewers of a region. */
export function regionJitterFacts(
  scenario: Pick<ScenarioSummary, 'regions'>,
  take: TakeResult | undefined,
  region: string,
): readonly Text[] {
  const viewers = take?.viewers.filter((viewer) => viewer.region === region) ?? [];
  return viewers.flatMap(({ id }) => jitterFacts(scenario, take, id));
}

/** Step of the buffer's own, by whether it grows by a round trip where frames are repaired. */
const BUFFER_STEPS: Readonly<Record<JitterBuffer['reason'], Text>> = {
  repaired: JITTER_WORDS.bufferStep,
  'too-few-repairs': JITTER_WORDS.bufferStep,
  'no-round-trip': JITTER_WORDS.bufferStep,
  'not-told': JITTER_WORDS.untoldStep,
  'loss-free': JITTER_WORDS.plainStep,
  'never-repaired': JITTER_WORDS.plainStep,
  'no-statistics': JITTER_WORDS.plainStep,
};

function stepFact(
  viewer: Text,
  { second, fromMs, toMs, bufferMs, holdMs }: LatencyStep,
  reason: JitterBuffer['reason'],
): Text {
  const values = {
    viewer,
    time: formatSeconds(second * 1000),
    from: formatQuantity(fromMs, 'ms'),
    to: formatQuantity(toMs, 'ms'),
  };
  if (holdMs !== undefined && holdMs / (toMs - fromMs) >= MOST_OF_IT)
    return fill(JITTER_WORDS.holdStep, { ...values, hold: signed(holdMs) });
  if (bufferMs === undefined) return fill(JITTER_WORDS.unknownStep, values);
  const isOfBuffer = bufferMs / (toMs - fromMs) >= MOST_OF_IT;
  return fill(isOfBuffer ? BUFFER_STEPS[reason] : JITTER_WORDS.otherStep, { ...values, buffer: signed(bufferMs) });
}

function signed(ms: number): string {
  return `${ms > 0 ? '+' : ''}${formatQuantity(ms, 'ms')}`;
}
