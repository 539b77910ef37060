import type { RecordedTake } from '../../model/recording/recorded-take.ts';
import { cachePerTake } from '../series/cache-per-viewer.ts';
import { type CounterStep, counterSteps } from '../series/counters.ts';
import { overlapMs, type Span } from '../series/span.ts';
import { encodedVideo, hasSpatialLayers, outboundVideo, outboundVideos } from '../series/stats-reports.ts';
import { countFramesAtOrigin, GIVEN_UP_AFTER_MS } from './count-frames-at-origin.ts';
import { madeIn } from './made-in.ts';
import { ofWatched, type WatchedStreams } from './watched-streams.ts';

/** Counters of the publisher that frames pass on their way out. */
export type PassedField = 'framesEncoded' | 'framesSent';

export interface PassedStep extends Span {
  readonly passed: number;
}

interface FieldSteps {
  /** Each counter that of the stream that has counted most. */
  readonly most: readonly CounterStep<PassedField>[];
  /** Frames by stream and the step's end. */
  readonly byStream: ReadonlyMap<string, ReadonlyMap<number, number>>;
}

/**
 * Returns how many frames passed between the publisher's samples. Each simulcast stream has an encoder of its own, which leaves
 * out frames of its own: `watched` selects the streams whose frames a viewer could see. Without it, as where such a stream has no
 * statistics, they are those of the stream that has counted most.
 */
export function passedSteps(
  take: RecordedTake,
  field: PassedField,
  watched: WatchedStreams | undefined,
): readonly PassedStep[] {
  const { most, byStream } = fieldSteps[field](take);
  return most.map(({ fromMs, toMs, counted }) => {
    const own = watched && ofWatched(watched({ fromMs, toMs }), (rid) => byStream.get(rid)?.get(toMs) ?? Number.NaN);
    return { fromMs, toMs, passed: own === undefined || Number.isNaN(own) ? counted[field] : own };
  });
}

/**
 * Returns encoded or sent over made (0 to 1) between the publisher's samples nearest to the judged time's edges; the pipeline holds
 * a frame or two.
 */
export function sharePassed(
  take: RecordedTake,
  judged: Span,
  field: PassedField,
  watched: WatchedStreams | undefined,
): number | undefined {
  const steps = passedSteps(take, field, watched).filter(
    (step) => overlapMs(step, judged) >= (step.toMs - step.fromMs) / 2,
  );
  const made = steps.reduce((sum, step) => sum + madeIn(take.publisher.frames, step).length, 0);
  const passed = steps.reduce((sum, step) => sum + step.passed, 0);
  return made > 0 ? Math.min(1, passed / made) : undefined;
}

const fieldSteps: Readonly<Record<PassedField, (take: RecordedTake) => FieldSteps>> = {
  framesEncoded: cachePerTake((take) => stepsOf(take, 'framesEncoded')),
  framesSent: cachePerTake((take) => stepsOf(take, 'framesSent')),
};

function stepsOf(take: RecordedTake, field: PassedField): FieldSteps {
  const { stats } = take.publisher;
  if (stats.some(({ reports }) => outboundVideos(reports).some(hasSpatialLayers))) return stepsByOrigin(take, field);
  const rids = new Set(stats.flatMap(({ reports }) => outboundVideos(reports).flatMap(({ rid }) => rid ?? [])));
  const byStream = [...rids].map((rid) => {
    const steps = counterSteps(stats, {
      ...{ fields: [field], rising: field },
      select: (reports) => outboundVideo(reports, rid),
    });
    return [rid, new Map(steps.map(({ toMs, counted }) => [toMs, counted[field]]))] as const;
  });
  return {
    most: counterSteps(stats, {
      ...{ fields: [field], rising: field },
      select: (reports) => encodedVideo(reports),
    }) as readonly CounterStep<PassedField>[],
    byStream: new Map(byStream),
  };
}

/** Steps of a stream in several sizes, whose frames the publisher counts once per size and our origin once. */
function stepsByOrigin(take: RecordedTake, field: PassedField): FieldSteps {
  const lastMs = take.origin.findLast(({ publisher }) => publisher?.framesWhole !== undefined)?.atMs;
  if (lastMs === undefined) return { most: [], byStream: new Map() };
  const steps = counterSteps(take.publisher.stats, {
    ...{ fields: [field], rising: field },
    select: (reports) => encodedVideo(reports),
  }) as readonly CounterStep<PassedField>[];
  // Frames broken after the origin's last line were not reported.
  const reported = steps.filter(({ toMs }) => toMs <= lastMs - GIVEN_UP_AFTER_MS);
  const most = reported.map((step) => {
    const { whole, broken } = countFramesAtOrigin(take, step);
    return { ...step, counted: { ...step.counted, [field]: whole + broken } };
  });
  return { most, byStream: new Map() };
}
