import { createRandom } from '../../../src/lib/random.ts';
import type { MetricInfo, MetricValue } from '../../../src/model/result/metric.ts';
import type { Result, TakeResult } from '../../../src/model/result/result.ts';
import { RESULT_SCHEMA_VERSION } from '../../../src/model/result/schema/result-schema.ts';
import type { Broadcast } from '../../../src/model/scenario/scenario.ts';
import type { CompareOptions } from '../../../src/verdict/compare/compare-takes.ts';
import { marginOf } from '../../../src/verdict/compare/margins.ts';
import { ONE_LOOK } from '../../../src/verdict/compare/statistics/alpha.ts';

const info = (id: string, unit: MetricInfo['unit'], better: MetricInfo['better']): MetricInfo => ({
  ...{ id, label: id, labelZh: id, unit, better, shape: 'value', definition: '', source: '' },
});

const SEGMENT = {
  profile: 'custom',
  label: 'ideal',
  out: { delayMs: 5, jitterMs: 0, loss: { type: 'none' } },
  back: { delayMs: 5, jitterMs: 0, loss: { type: 'none' } },
} as const;

export const BROADCAST: Broadcast = {
  transport: 'local',
  source: { type: 'presenter' },
  video: { codec: 'h264', width: 1280, height: 720, fps: 30, bitrateBps: 2e6 },
  audio: { bitrateBps: 64_000 },
  firstMile: SEGMENT,
};

export const OPTIONS: CompareOptions = {
  ...ONE_LOOK,
  regions: ['near'],
  metrics: [
    info('stutterRate', 'fraction', 'lower'),
    info('frameRate', 'fps', 'higher'),
    info('roundTripTime', 'ms', 'lower'),
    info('videoBitrate', 'bps', 'neither'),
  ],
  changeLimits: {},
  marginOf,
  chance: () => createRandom(1),
  warnings: [],
};

/** Numbers of one viewer; undefined is no data. */
type Numbers = Readonly<Record<string, number | undefined>>;

/** Makes a valid take of region "near", judged by stutter and frame rate, from one entry per viewer. */
export function takeOf(seed: number, viewers: readonly Numbers[], more: Partial<TakeResult> = {}): TakeResult {
  const value = (id: string, number: number | undefined): MetricValue => {
    const unit = OPTIONS.metrics.find((metric) => metric.id === id)?.unit ?? 'count';
    return number === undefined
      ? { type: 'no-data', unit, reason: 'not seen' }
      : { type: 'value', unit, value: number };
  };
  const verdict = (metric: string, unit: MetricInfo['unit']) =>
    ({ metric, statistic: 'value', region: 'near', comparison: '<=', limit: 1, unit, outcome: 'pass' }) as const;
  return {
    seed,
    outcome: 'ready',
    invalidReasons: [],
    invalidSeconds: [],
    recording: 'recordings/a.ndjson',
    network: { backend: 'tun', why: 'hand-made' },
    environment: {},
    host: [],
    viewers: viewers.map((numbers, i) => ({
      id: `near-${i + 1}`,
      region: 'near',
      metrics: Object.fromEntries(Object.entries(numbers).map(([id, number]) => [id, value(id, number)])),
      series: {},
    })),
    verdicts: [verdict('stutterRate', 'fraction'), verdict('frameRate', 'fps')],
    links: [],
    ...more,
  };
}

export const REGION = {
  ...{ id: 'near', label: 'Near | far', viewers: 1 },
  ...{ haul: BROADCAST.firstMile, access: BROADCAST.firstMile },
};

/** Makes a finished rehearsal of these takes. */
export function resultOf(played: readonly TakeResult[], more: Partial<Result['scenario']> = {}): Result {
  return {
    schemaVersion: RESULT_SCHEMA_VERSION,
    tool: { name: 'longhaul', version: '0.1.0' },
    scenario: { name: 'gate', durationMs: 20_000, warmupMs: 5000, broadcast: BROADCAST, regions: [REGION], ...more },
    startedAt: '2026-11-25T12:00:00.000Z',
    outcome: 'ready',
    invalidReasons: [],
    verdicts: [],
    takes: played,
    metrics: OPTIONS.metrics,
  };
}
