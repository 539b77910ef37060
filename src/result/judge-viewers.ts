import { type OwnTake, ownTake, presenceOf } from '../metrics/joining/own-take.ts';
import { measureTake } from '../metrics/measure-take.ts';
import type { RecordedTake } from '../model/recording/recorded-take.ts';
import type { Incident } from '../model/result/incident.ts';
import type { JitterBuffer } from '../model/result/jitter-buffer.ts';
import type { Measurement, ViewerMeasurement } from '../model/result/measurement.ts';
import type { SeriesPoint } from '../model/result/metric.ts';
import { findIncidents } from '../verdict/incidents/find-incidents.ts';
import { type Findings, findFaults, joinFindings, type SpoiltSeconds } from '../verdict/validity/findings.ts';

/** Everything found about a take's viewers one by one. */
export interface JudgedViewers {
  readonly measured: Measurement['viewers'];
  readonly findings: Findings;
  readonly incidents: readonly Incident[];
}

type Shorten = (points: readonly SeriesPoint[]) => readonly SeriesPoint[];

const SECOND_MS = 1000;

/**
 * Judges all viewers of a take, in the plan's order. Those who come or leave in mid-show are judged by a take of their own, as long
 * as they were there; what is found is given in seconds of the whole take.
 */
export function judgeViewers(take: RecordedTake, shorten: Shorten): JudgedViewers {
  const own = take.viewers.map((viewer) => ownTake(viewer, take));
  const parts = own.flatMap((part) => (part === undefined ? [] : [judgePart(part, shorten)]));
  const staying = take.viewers.filter((_, i) => own[i] === undefined);
  const all = [judgeWhole({ ...take, viewers: staying }, shorten), ...parts];
  const measured = new Map(all.flatMap((each) => each.measured).map((each) => [each.viewer, each]));
  return {
    measured: take.viewers.flatMap(({ id }) => measured.get(id) ?? []),
    findings: joinFindings(all.map(({ findings }) => findings)),
    incidents: all.flatMap(({ incidents }) => incidents),
  };
}

function judgeWhole(take: RecordedTake, shorten: Shorten): JudgedViewers {
  return {
    measured: measureTake(take, shorten).viewers,
    findings: findFaults(take),
    incidents: findIncidents(take),
  };
}

function judgePart(part: OwnTake, shorten: Shorten): JudgedViewers {
  const { offset } = part;
  const { measured, findings, incidents } = judgeWhole(part.take, shorten);
  const presence = presenceOf(part);
  return {
    measured: measured.map((viewer) => ({ ...later(viewer, offset), presence })),
    findings: {
      inWindow: new Map([...findings.inWindow].map(([id, spoilt]) => [id, laterSeconds(spoilt, offset)])),
      // The seconds before they came are the measured time of the others.
      beforeWindow: new Map(),
      complaints: findings.complaints,
    },
    incidents: incidents.map((incident) => ({
      ...incident,
      fromMs: incident.fromMs + offset * SECOND_MS,
      toMs: incident.toMs + offset * SECOND_MS,
    })),
  };
}

function later(viewer: ViewerMeasurement, offset: number): ViewerMeasurement {
  const series = Object.entries(viewer.series).map(([id, points]) => [
    id,
    points.map((point) => ({ ...point, second: point.second + offset })),
  ]);
  const { jitterBuffer } = viewer;
  return {
    ...viewer,
    ...(jitterBuffer !== undefined && { jitterBuffer: laterBuffer(jitterBuffer, offset) }),
    series: Object.fromEntries(series),
  };
}

function laterBuffer({ lasting, steps, ...buffer }: JitterBuffer, offset: number): JitterBuffer {
  return {
    ...buffer,
    ...(lasting !== undefined && { lasting: { ...lasting, fromSecond: lasting.fromSecond + offset } }),
    steps: steps.map((step) => ({ ...step, second: step.second + offset })),
  };
}

function laterSeconds(spoilt: SpoiltSeconds, offset: number): SpoiltSeconds {
  return new Map([...spoilt].map(([second, span]) => [second + offset, span]));
}
