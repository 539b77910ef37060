// Frame loss: frames encoded in the window that the viewer never saw, of those encoded; however late, a frame seen counts.
// Source: ours. The encoder's own skips (made, never encoded) are known in number only, and taken out of what was due.
import type { RecordedTake } from '../model/recorded-take.ts';
import { type CounterQuery, counterSteps } from './counters.ts';
import { codedFrame } from './frame-number.ts';
import { measuredWindow } from './measured-window.ts';
import type { Metric } from './metric.ts';
import { isWithin, overlapMs, type Span } from './span.ts';
import { outboundVideo } from './stats-reports.ts';
import { NO_WINDOW, noData, singleValue } from './values.ts';

/** Frames made so shortly before the recording's end may still have been on their way: they are not judged. */
const STILL_ON_ITS_WAY_MS = 2000;

const ENCODED: CounterQuery<'framesEncoded'> = {
  fields: ['framesEncoded'],
  rising: 'framesEncoded',
  select: outboundVideo,
};

export const frameLoss: Metric = {
  id: 'frameLoss',
  label: 'Frame loss',
  labelZh: '丢帧率',
  unit: 'fraction',
  shape: 'value',
  better: 'lower',
  definition:
    'Frames encoded in the measured time that the viewer never saw, of all encoded; frames the encoder skipped are not counted as lost.',
  source: 'longhaul',
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('fraction', NO_WINDOW);
    const judged = { fromMs: window.fromMs, toMs: Math.min(window.toMs, take.lastAtMs - STILL_ON_ITS_WAY_MS) };
    const made = take.publisher.frames.filter(({ madeMs }) => isWithin(madeMs, judged));
    if (made.length === 0) return noData('fraction', 'no frame was made in time to be judged');
    const encoded = encodedFraction(take, window);
    if (encoded === undefined)
      return noData('fraction', "the publisher's framesEncoded is missing: skipped and lost cannot be told apart");
    const seen = new Set(viewer.frames.map(({ frame }) => codedFrame(frame)));
    const seenCount = made.filter(({ frame }) => seen.has(codedFrame(frame))).length;
    const due = made.length * encoded;
    return due > 0
      ? singleValue('fraction', Math.max(0, 1 - seenCount / due))
      : noData('fraction', 'the encoder made no frame');
  },
};

/** Encoded over made between the publisher's samples in the window, 0..1; the pipeline in between holds a frame or two. */
function encodedFraction(take: RecordedTake, window: Span): number | undefined {
  const steps = counterSteps(take.publisher.stats, ENCODED).filter((step) => overlapMs(step, window) > 0);
  const made = take.publisher.frames.filter(({ madeMs }) => steps.some((step) => isWithin(madeMs, step))).length;
  const encoded = steps.reduce((sum, step) => sum + step.counted.framesEncoded, 0);
  return made > 0 ? Math.min(1, encoded / made) : undefined;
}
