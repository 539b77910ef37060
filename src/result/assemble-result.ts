import { clockReading } from '../metrics/device/clock-reading.ts';
import { clipRecord } from '../metrics/picture/clip-record.ts';
import { encoderRecord } from '../metrics/picture/encoder-record.ts';
import type { ConnectionRecord } from '../model/recording/connection-record.ts';
import type { HostErrors } from '../model/recording/host-error.ts';
import type { RecordedTake, RecordedViewer } from '../model/recording/recorded-take.ts';
import type { Incident } from '../model/result/incident.ts';
import type { Measurement } from '../model/result/measurement.ts';
import type { MetricInfo } from '../model/result/metric.ts';
import type { HostSecond, LinkTotals, Result, SourceSecond, TakeResult } from '../model/result/result.ts';
import { RESULT_SCHEMA_VERSION } from '../model/result/schema/result-schema.ts';
import type { Validity, Verdict } from '../model/result/verdict.ts';
import { BASE_VARIANT } from '../model/scenario/scenario.ts';
import { LEAST_FACTOR } from '../model/scenario/slow.ts';
import { isPublished } from '../model/scenario/transport.ts';
import { acrossViewers } from '../verdict/across-viewers.ts';
import { compareVariants } from '../verdict/compare/compare-variants.ts';
import { type Look, ONE_LOOK } from '../verdict/compare/statistics/alpha.ts';
import { judgeRehearsal, takeInvalidReasons, takeOutcome } from '../verdict/judge-rehearsal.ts';
import { worthOfReady } from '../verdict/worth-of-ready.ts';
import { assembleConnection } from './assemble-connection.ts';
import { assembleSdk } from './assemble-sdk.ts';
import { summariseScenario } from './summarise-scenario.ts';

/** Node and source of events of the publisher. */
const PUBLISHER = 'publisher';

export interface JudgedTake {
  /** The recording's path, relative to result.json. */
  readonly file: string;
  readonly recorded: Omit<RecordedTake, 'viewers' | 'links' | 'origin'> & {
    readonly viewers: readonly Pick<RecordedViewer, 'id' | 'sdk'>[];
  };
  /** How viewers were connected; undefined if nobody looked. */
  readonly connections?: readonly ConnectionRecord[];
  /** New pictures of the source by second (metrics/picture/source-timeline.ts), computed while the frames are at hand. */
  readonly source?: readonly SourceSecond[] | undefined;
  readonly measurement: Measurement;
  /** Errors by viewer id. */
  readonly errors: Readonly<Record<string, HostErrors>>;
  /** Incidents of regions, in order of time; undefined if nobody looked for them. */
  readonly incidents?: readonly Incident[];
  readonly links: readonly LinkTotals[];
  readonly validity: Validity;
  readonly verdicts: readonly Verdict[];
}

/** Assembles everything the reports show from judged takes of one scenario; at least one. */
export function assembleResult(
  takes: readonly JudgedTake[],
  metrics: readonly MetricInfo[],
  look: Look = ONE_LOOK,
): Result {
  const [first] = takes;
  if (first === undefined) throw new Error('assembleResult: no takes');
  const { tool, atMs, realAtMs = atMs } = first.recorded.header;
  const ofBase = takes.filter(({ recorded }) => (recorded.header.take.variant ?? BASE_VARIANT) === BASE_VARIANT);
  const { scenario } = (ofBase[0] ?? first).recorded.header.take;
  const judged = judgeRehearsal(
    ofBase.map((t) => ({ seed: t.measurement.seed, validity: t.validity, verdicts: t.verdicts })),
  );
  const summary = summariseScenario(scenario);
  const results = takes.map(takeResult);
  const comparisons = compareVariants({ scenario: summary, takes: results, metrics }, look);
  return {
    schemaVersion: RESULT_SCHEMA_VERSION,
    tool,
    scenario: summary,
    startedAt: new Date(realAtMs).toISOString(),
    outcome: judged.outcome,
    ...(judged.outcome === 'ready' && { worth: worthOfReady(cleanSeeds(ofBase)) }),
    invalidReasons: judged.invalidReasons,
    verdicts: judged.verdicts,
    acrossViewers: acrossViewers(
      ofBase.filter(({ validity }) => validity.valid).map(({ measurement }) => measurement),
      judged.verdicts,
    ),
    takes: results,
    ...(look.isAnytime === true && { isUntilDecided: true }),
    ...(comparisons.length > 0 && { comparisons }),
    metrics,
  };
}

/** Counts the seeds with a ready take; a seed may have been played more than once. */
function cleanSeeds(takes: readonly JudgedTake[]): number {
  return new Set(
    takes
      .filter(({ validity, verdicts }) => takeOutcome(validity, verdicts) === 'ready')
      .map((t) => t.measurement.seed),
  ).size;
}

function takeResult(judged: JudgedTake): TakeResult {
  const { file, recorded, connections, source, measurement, errors, validity, verdicts, incidents, links } = judged;
  const { environment } = recorded;
  const { variant } = recorded.header.take;
  const sdk = assembleSdk(recorded);
  const clock = clockReading(recorded);
  const clip = clipRecord(recorded);
  return {
    seed: measurement.seed,
    ...(variant !== undefined && { variant }),
    outcome: takeOutcome(validity, verdicts),
    invalidReasons: takeInvalidReasons(validity, verdicts),
    invalidSeconds: validity.invalidSeconds,
    recording: file,
    network: {
      backend: environment?.backend.id ?? 'none',
      why: environment?.backend.why ?? 'the take ended before its network was up',
      ...(environment === undefined ? {} : { detail: environment.backend.detail }),
    },
    ...(recorded.calibration === undefined ? {} : { calibration: recorded.calibration }),
    environment: environment === undefined ? {} : describeMachine(environment),
    ...(clock !== undefined && { clock }),
    encoder: encoderRecord(recorded),
    ...(clip !== undefined && { clip }),
    ...paceOf(recorded),
    host: hostSeconds(recorded),
    ...(source !== undefined && { source }),
    viewers: measurement.viewers.map(
      ({ viewer, region, presence, metrics, freezeLengths, latencyStages, jitterBuffer, soundSync, series }) => ({
        id: viewer,
        region,
        ...(presence !== undefined && { presence }),
        metrics,
        ...(freezeLengths !== undefined && { freezeLengths }),
        ...(latencyStages !== undefined && { latencyStages }),
        ...(errors[viewer] !== undefined && { errors: errors[viewer] }),
        ...(jitterBuffer !== undefined && { jitterBuffer }),
        ...(soundSync !== undefined && { soundSync }),
        series,
      }),
    ),
    ...(connections !== undefined && { connections: [...publisherConnection(recorded), ...connections] }),
    ...(sdk.length > 0 && { sdk }),
    verdicts,
    ...(incidents !== undefined && { incidents }),
    links,
  };
}

/** Returns how the publisher was connected; nothing where the stream is somebody else's. */
function publisherConnection({ header, events, publisher }: JudgedTake['recorded']): ConnectionRecord[] {
  if (!isPublished(header.take.scenario.broadcast.transport)) return [];
  const own = events.filter(({ source }) => source === PUBLISHER);
  return [assembleConnection({ id: PUBLISHER, stats: publisher.stats, events: own }, header.topology)];
}

/** Sampling period of the host, in the stream's own time. */
const SECOND_MS = 1000;

/** Summarizes the pace of the take; empty where no second of the window was slowed by a clock of its own. */
function paceOf(recorded: JudgedTake['recorded']): Pick<TakeResult, 'pace'> {
  const seconds = inWindow(recorded, recorded.host);
  const factors = seconds.flatMap(({ timeDilationFactor }) => timeDilationFactor ?? []);
  const [first] = factors;
  if (first === undefined) return {};
  const meanFactor = factors.reduce((sum, factor) => sum + factor, 0) / factors.length;
  const going = seconds.flatMap(({ timeDilationFactor, clockStoodStillMs = 0 }) =>
    timeDilationFactor === undefined ? [] : Math.max(LEAST_FACTOR, timeDilationFactor - clockStoodStillMs / SECOND_MS),
  );
  const { window } = recorded;
  return {
    pace: {
      meanFactor,
      leastFactor: going.reduce((least, factor) => Math.min(least, factor)),
      mostFactor: going.reduce((most, factor) => Math.max(most, factor)),
      stoodStillMs: seconds.reduce((sum, { clockStoodStillMs = 0 }) => sum + clockStoodStillMs, 0),
      replacedSeconds: window?.spoiltSeconds?.length ?? 0,
      playedMs: window === undefined ? 0 : meanFactor * (window.toMs - window.fromMs),
    },
  };
}

function describeMachine(environment: NonNullable<RecordedTake['environment']>): TakeResult['environment'] {
  const { node, platform, kernel, cpuModel, cpus, memoryBytes, browser } = environment;
  return { node, platform, kernel, cpuModel, cpus, memoryBytes, browser };
}

/** Returns the samples whose second ended inside the window, or just after it. */
function inWindow<T extends { readonly atMs: number }>(
  recorded: JudgedTake['recorded'],
  lines: readonly T[],
): readonly T[] {
  const { window } = recorded;
  return window === undefined ? [] : lines.filter(({ atMs }) => atMs > window.fromMs && atMs <= window.toMs + 500);
}

function hostSeconds(recorded: JudgedTake['recorded']): HostSecond[] {
  const fromMs = recorded.window?.fromMs ?? 0;
  return inWindow(recorded, recorded.host).map((line) => {
    const { atMs, busyFraction, stealFraction, timeDilationFactor, clockStoodStillMs = 0 } = line;
    return {
      second: Math.max(0, Math.ceil((atMs - fromMs) / 1000) - 1),
      ...(timeDilationFactor === undefined ? {} : { timeDilationFactor }),
      ...(clockStoodStillMs > 0 && { clockStoodStillMs }),
      ...(busyFraction === undefined ? {} : { busyFraction }),
      ...(stealFraction === undefined ? {} : { stealFraction }),
    };
  });
}
