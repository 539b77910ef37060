import type { Measurement } from './model/measurement.ts';
import type { MetricInfo } from './model/metric.ts';
import type { RecordedTake } from './model/recorded-take.ts';
import type { HostSecond, LinkTotals, Result, TakeResult } from './model/result.ts';
import { RESULT_SCHEMA_VERSION } from './model/result.ts';
import type { Validity, Verdict } from './model/verdict.ts';
import { judgeRehearsal, takeInvalidReasons, takeOutcome } from './verdict/judge-rehearsal.ts';

export interface JudgedTake {
  /** The recording's path, relative to result.json. */
  readonly file: string;
  readonly recorded: RecordedTake;
  readonly measurement: Measurement;
  readonly validity: Validity;
  readonly verdicts: readonly Verdict[];
}

/** Everything the reports show, put together from judged takes of one scenario; at least one. */
export function assembleResult(takes: readonly JudgedTake[], metrics: readonly MetricInfo[]): Result {
  const [first] = takes;
  if (first === undefined) throw new Error('assembleResult: no takes');
  const { tool, atMs, take } = first.recorded.header;
  const { name, durationMs, warmupMs, airtime, broadcast, regions } = take.scenario;
  const judged = judgeRehearsal(
    takes.map((t) => ({ seed: t.measurement.seed, validity: t.validity, verdicts: t.verdicts })),
  );
  return {
    schemaVersion: RESULT_SCHEMA_VERSION,
    tool,
    scenario: { name, durationMs, warmupMs, ...(airtime === undefined ? {} : { airtime }), broadcast, regions },
    startedAt: new Date(atMs).toISOString(),
    outcome: judged.outcome,
    invalidReasons: judged.invalidReasons,
    verdicts: judged.verdicts,
    takes: takes.map(takeResult),
    metrics,
  };
}

function takeResult({ file, recorded, measurement, validity, verdicts }: JudgedTake): TakeResult {
  const { environment } = recorded;
  return {
    seed: measurement.seed,
    outcome: takeOutcome(validity, verdicts),
    invalidReasons: takeInvalidReasons(validity, verdicts),
    invalidSeconds: validity.invalidSeconds,
    recording: file,
    network: {
      backend: environment?.backend.id ?? 'none',
      why: environment?.backend.why ?? 'the take ended before its network was up',
    },
    ...(recorded.calibration === undefined ? {} : { calibration: recorded.calibration }),
    environment: environment === undefined ? {} : describeMachine(environment),
    host: hostSeconds(recorded),
    viewers: measurement.viewers.map(({ viewer, region, metrics, series }) => ({
      id: viewer,
      region,
      metrics,
      series,
    })),
    verdicts,
    links: linkTotals(recorded),
  };
}

function describeMachine(environment: NonNullable<RecordedTake['environment']>): TakeResult['environment'] {
  const { node, platform, kernel, cpuModel, cpus, memoryBytes, browser } = environment;
  return { node, platform, kernel, cpuModel, cpus, memoryBytes, browser };
}

/** Samples whose second ended inside the window. */
function inWindow<T extends { readonly atMs: number }>(recorded: RecordedTake, lines: readonly T[]): readonly T[] {
  const { window } = recorded;
  return window === undefined ? [] : lines.filter(({ atMs }) => atMs > window.fromMs && atMs <= window.toMs + 500);
}

function hostSeconds(recorded: RecordedTake): HostSecond[] {
  const fromMs = recorded.window?.fromMs ?? 0;
  return inWindow(recorded, recorded.host).map(({ atMs, busyFraction, stealFraction }) => ({
    second: Math.max(0, Math.ceil((atMs - fromMs) / 1000) - 1),
    ...(busyFraction === undefined ? {} : { busyFraction }),
    ...(stealFraction === undefined ? {} : { stealFraction }),
  }));
}

function linkTotals(recorded: RecordedTake): LinkTotals[] {
  const totals = new Map<string, LinkTotals>();
  for (const line of inWindow(recorded, recorded.links))
    for (const second of line.links) {
      const sum = totals.get(second.link) ?? {
        link: second.link,
        inPackets: 0,
        lostRandom: 0,
        lostBurst: 0,
        lostQueue: 0,
      };
      const queueDelayMaxMs = Math.max(sum.queueDelayMaxMs ?? 0, second.queueDelayMaxMs ?? 0);
      totals.set(second.link, {
        link: second.link,
        inPackets: sum.inPackets + second.inPackets,
        lostRandom: sum.lostRandom + second.lostRandom,
        lostBurst: sum.lostBurst + second.lostBurst,
        lostQueue: sum.lostQueue + second.lostQueue,
        ...(sum.queueDelayMaxMs === undefined && second.queueDelayMaxMs === undefined ? {} : { queueDelayMaxMs }),
      });
    }
  return [...totals.values()];
}
