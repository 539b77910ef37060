import type { CalibratedPath, Calibration, CalibrationCheck } from '../../src/model/result/calibration.ts';
import type { MetricInfo, MetricValue, SeriesPoint } from '../../src/model/result/metric.ts';
import type { LinkPoint, LinkTotals, Result, TakeResult, ViewerResult } from '../../src/model/result/result.ts';
import type { Verdict } from '../../src/model/result/verdict.ts';
import type { LinkProfile } from '../../src/model/scenario/link-profile.ts';
import type { Segment } from '../../src/model/scenario/network.ts';

/** Duration measured in these hand-made results of a rehearsal of three regions, s. Nothing here was run. */
const SECONDS = 20;

const link = (delayMs: number, more: Partial<LinkProfile> = {}): LinkProfile => ({
  delayMs,
  jitterMs: 0,
  loss: { type: 'none' },
  ...more,
});
const segment = (profile: string, label: string, out: LinkProfile, back: LinkProfile): Segment => ({
  profile,
  label,
  out,
  back,
});
const random = (lossFraction: number) => ({ loss: { type: 'random', lossFraction } }) as const;

const FIBRE = segment(
  'cn-studio-fibre',
  'Studio fibre, Shanghai',
  link(5, { rateBps: 30e6, queueMs: 200 }),
  link(5, { rateBps: 50e6, queueMs: 200 }),
);
const FIXED = segment(
  'fixed',
  'Home broadband',
  link(4, { jitterMs: 1, rateBps: 50e6, queueMs: 200 }),
  link(4, { jitterMs: 1, rateBps: 20e6, queueMs: 200 }),
);

const REGIONS: Result['scenario']['regions'] = [
  {
    id: 'sea-sg',
    label: 'Singapore',
    labelZh: '新加坡',
    viewers: 1,
    haul: {
      ...segment('accelerated', 'Accelerated', link(35, random(0.001)), link(35, random(0.001))),
      labelZh: '加速线路',
    },
    access: FIXED,
  },
  {
    id: 'sea-id',
    label: 'Jakarta',
    viewers: 2,
    haul: segment('accelerated', 'Accelerated', link(45, random(0.002)), link(45, random(0.002))),
    access: segment(
      'mobile-peak',
      'Mobile, evening peak',
      link(25, { jitterMs: 12, rateBps: 1.5e6, queueMs: 300, ...random(0.01) }),
      link(25, { jitterMs: 12, rateBps: 1e6, queueMs: 300 }),
    ),
  },
  {
    id: 'sa-br',
    label: 'São Paulo',
    viewers: 1,
    haul: segment(
      'direct-evening',
      'Direct, evening',
      link(170, {
        jitterMs: 4,
        loss: { type: 'gilbert-elliott', p: 0.01, r: 0.3, lossInBad: 0.8, lossInGood: 0.001 },
      }),
      link(170, { jitterMs: 4, ...random(0.02) }),
    ),
    access: segment(
      'custom',
      'Line that suffers',
      link(4, {
        ...{ jitterMs: 1, jitterDistribution: 'pareto', jitterReorders: true, rateBps: 50e6, queueBytes: 256_000 },
        ...{ rateSteps: { steps: [{ atMs: 10_000, rateBps: 4e6 }] }, discipline: 'codel', duplicateFraction: 0.001 },
        ...{ blackouts: [{ fromMs: 11_000, toMs: 12_000 }] },
      }),
      link(4, {
        ...{ jitterMs: 1, trace: 'fast-train.csv', rateBps: 7.2e6, queuePackets: 100, corruptFraction: 0.0005 },
        ...{ reorder: { fraction: 0.01, gap: 1 }, delaySteps: [{ atMs: 5000, delayMs: 9 }] },
        lossSteps: [{ atMs: 8000, loss: { type: 'random', lossFraction: 0.03 } }],
      }),
    ),
  },
];

const EVENTS: NonNullable<Result['scenario']['events']> = [
  {
    ...{ name: 'route flap', region: 'sea-id', directions: ['out', 'back'], fromMs: 6000, toMs: 9000 },
    ...{ extraDelayMs: 80, lossFraction: 0, blackout: false },
  },
  ...['sea-sg', 'sea-id', 'sa-br'].map((region) => ({
    ...{ name: 'congested way into China', region, directions: ['back'] as const, fromMs: 15_000, toMs: 18_000 },
    ...{ extraDelayMs: 0, lossFraction: 0.15, blackout: false },
  })),
];

const info = (
  id: string,
  label: string,
  labelZh: string,
  unit: MetricInfo['unit'],
  shape: MetricInfo['shape'],
  better: MetricInfo['better'],
  definition: string,
): MetricInfo => ({ id, label, labelZh, unit, shape, better, definition, source: 'longhaul' });

const METRICS: readonly MetricInfo[] = [
  info('joinTime', 'Join time', '加入耗时', 'ms', 'value', 'lower', 'From the first attempt to join until connected.'),
  info('firstFrame', 'First frame', '首帧耗时', 'ms', 'value', 'lower', 'From the first attempt to the first frame.'),
  info('latency', 'End-to-end latency', '端到端延迟', 'ms', 'distribution', 'lower', 'From stamping to decoding.'),
  info('stutterRate', 'Stutter rate', '视频卡顿率', 'fraction', 'value', 'lower', 'Share of time in gaps over 500 ms.'),
  info('frameRate', 'Frame rate', '帧率', 'fps', 'value', 'higher', 'New frames seen, per second.'),
  info('packetLoss', 'Packet loss', '丢包率', 'fraction', 'value', 'lower', 'Video packets lost before resends.'),
  info('roundTripTime', 'Round-trip time', '往返延迟', 'ms', 'distribution', 'lower', 'Between viewer and origin.'),
  info('videoBitrate', 'Video bitrate', '视频码率', 'bps', 'value', 'neither', 'Video payload received per second.'),
  info(
    'somethingNew',
    'Something <new>',
    '新 <指标>',
    'count',
    'value',
    'neither',
    'A metric this page has no words for.',
  ),
];

const distribution = (unit: MetricInfo['unit'], p50: number, p95: number, max: number): MetricValue => ({
  type: 'distribution',
  unit,
  count: 600,
  p50,
  p95,
  p99: (p95 + max) / 2,
  max,
});
const value = (unit: MetricInfo['unit'], number: number): MetricValue => ({ type: 'value', unit, value: number });
const missing = (unit: MetricInfo['unit'], reason: string): MetricValue => ({ type: 'no-data', unit, reason });
const series = (at: (second: number) => number | undefined): SeriesPoint[] =>
  Array.from({ length: SECONDS }, (_, second) => ({ second, value: at(second) }));
const wave = (second: number, depth: number) => depth * Math.sin(second * 1.7) + (depth / 2) * Math.cos(second * 3.1);

interface ViewerShape {
  readonly id: string;
  readonly region: string;
  readonly latencyMs: number;
  readonly jitterMs: number;
  readonly fps: number;
  readonly bitrateBps: number;
  readonly lossFraction: number;
  readonly roundTripMs: number;
  /** Share of each second in stutter. */
  readonly stutter?: (second: number) => number;
}

function viewer(shape: ViewerShape): ViewerResult {
  const stutter = shape.stutter ?? (() => 0);
  const stutterSeries = series(stutter);
  const stutterRate = stutterSeries.reduce((sum, point) => sum + (point.value ?? 0), 0) / SECONDS;
  return {
    id: shape.id,
    region: shape.region,
    metrics: {
      joinTime: value('ms', shape.roundTripMs * 5),
      firstFrame: value('ms', shape.roundTripMs * 7 + 180),
      latency: distribution(
        'ms',
        shape.latencyMs,
        shape.latencyMs + 2 * shape.jitterMs,
        shape.latencyMs + 5 * shape.jitterMs,
      ),
      stutterRate: value('fraction', stutterRate),
      frameRate: value('fps', shape.fps * (1 - stutterRate)),
      packetLoss: value('fraction', shape.lossFraction),
      roundTripTime: distribution('ms', shape.roundTripMs, shape.roundTripMs * 1.1, shape.roundTripMs * 1.3),
      videoBitrate: value('bps', shape.bitrateBps),
      somethingNew: value('count', 3),
    },
    series: {
      latency: series((s) =>
        stutter(s) > 0.9 ? undefined : shape.latencyMs + wave(s, shape.jitterMs) + stutter(s) * 600,
      ),
      stutterRate: stutterSeries,
      frameRate: series((s) => Math.max(0, (shape.fps + wave(s, 0.4)) * (1 - stutter(s)))),
      packetLoss: series((s) => Math.max(0, shape.lossFraction + wave(s, shape.lossFraction))),
      roundTripTime: series((s) => shape.roundTripMs + wave(s, shape.jitterMs)),
      videoBitrate: series((s) => shape.bitrateBps * (1 - stutter(s)) + wave(s, shape.bitrateBps / 20)),
    },
  };
}

/** A viewer that joined and then received nothing: it has no values, rather than made-up ones. */
function deadViewer(id: string, region: string): ViewerResult {
  return {
    id,
    region,
    metrics: {
      joinTime: value('ms', 820),
      firstFrame: missing('ms', 'the viewer never saw a frame'),
      latency: missing('ms', 'the viewer saw no frame in the measured time'),
      stutterRate: value('fraction', 1),
      frameRate: value('fps', 0),
      packetLoss: missing('fraction', 'no video packet was due or received'),
      roundTripTime: distribution('ms', 141, 150, 163),
      videoBitrate: value('bps', 0),
    },
    series: {
      latency: series(() => undefined),
      stutterRate: series(() => 1),
      frameRate: series(() => 0),
      packetLoss: series(() => undefined),
      roundTripTime: series((s) => 141 + wave(s, 5)),
      videoBitrate: series(() => 0),
    },
  };
}

const SINGAPORE = viewer({
  id: 'sea-sg-1',
  region: 'sea-sg',
  latencyMs: 182,
  jitterMs: 9,
  fps: 29.9,
  bitrateBps: 1.98e6,
  lossFraction: 0.0012,
  roundTripMs: 89,
});
const JAKARTA = viewer({
  id: 'sea-id-1',
  region: 'sea-id',
  latencyMs: 640,
  jitterMs: 40,
  fps: 26,
  bitrateBps: 1.31e6,
  lossFraction: 0.062,
  roundTripMs: 421,
  stutter: (s) => (s === 6 ? 0.7 : s === 7 ? 1 : s === 14 ? 0.62 : 0),
});
const JAKARTA_WELL = viewer({
  id: 'sea-id-1',
  region: 'sea-id',
  latencyMs: 251,
  jitterMs: 14,
  fps: 29.7,
  bitrateBps: 1.97e6,
  lossFraction: 0.012,
  roundTripMs: 141,
});
const SAO_PAULO = viewer({
  id: 'sa-br-1',
  region: 'sa-br',
  latencyMs: 612,
  jitterMs: 76,
  fps: 29.6,
  bitrateBps: 1.95e6,
  lossFraction: 0.026,
  roundTripMs: 362,
  stutter: (s) => (s === 11 ? 0.55 : 0),
});

type Held = Pick<Verdict, 'outcome'> & Partial<Verdict>;
const latencyVerdict = (region: string, held: Held): Verdict => ({
  metric: 'latency',
  statistic: 'p95',
  region,
  comparison: '<=',
  limit: 800,
  warnLimit: 1000,
  unit: 'ms',
  ...held,
});
const stutterVerdict = (region: string, held: Held): Verdict => ({
  metric: 'stutterRate',
  statistic: 'value',
  region,
  comparison: '<=',
  limit: 0.03,
  warnLimit: 0.05,
  unit: 'fraction',
  ...held,
});
const firstFrameVerdict = (region: string, held: Held): Verdict => ({
  metric: 'firstFrame',
  statistic: 'value',
  region,
  comparison: '<=',
  limit: 1500,
  unit: 'ms',
  ...held,
});
const frameRateVerdict = (region: string, held: Held): Verdict => ({
  metric: 'frameRate',
  statistic: 'value',
  region,
  comparison: '>=',
  limit: 24,
  unit: 'fps',
  ...held,
});

const all = (
  region: string,
  viewerId: string,
  actuals: { latency: number; stutter: number; first: number; fps: number },
) => [
  latencyVerdict(region, { outcome: 'pass', actual: actuals.latency, viewer: viewerId, seed: 1 }),
  stutterVerdict(region, { outcome: 'pass', actual: actuals.stutter, viewer: viewerId, seed: 1 }),
  firstFrameVerdict(region, { outcome: 'pass', actual: actuals.first, viewer: viewerId, seed: 1 }),
  frameRateVerdict(region, { outcome: 'pass', actual: actuals.fps, viewer: viewerId, seed: 1 }),
];

const SINGAPORE_VERDICTS = all('sea-sg', 'sea-sg-1', { latency: 200, stutter: 0, first: 803, fps: 29.9 });
const SAO_PAULO_VERDICTS = [
  latencyVerdict('sa-br', { outcome: 'pass', actual: 764, viewer: 'sa-br-1', seed: 1 }),
  stutterVerdict('sa-br', {
    outcome: 'warn',
    limit: 0.02,
    warnLimit: 0.04,
    actual: 0.0275,
    viewer: 'sa-br-1',
    seed: 1,
  }),
  firstFrameVerdict('sa-br', { outcome: 'pass', limit: 4000, actual: 2714, viewer: 'sa-br-1', seed: 1 }),
  frameRateVerdict('sa-br', { outcome: 'pass', actual: 28.8, viewer: 'sa-br-1', seed: 1 }),
];

/** Spreads counts evenly over the window, except for the seconds given in `at`. */
const totals = (
  id: string,
  inPackets: number,
  more: Partial<LinkTotals> = {},
  at: (second: number) => Partial<LinkPoint> = () => ({}),
): LinkTotals => {
  const { lostRandom = 0, lostBurst = 0, lostQueue = 0 } = more;
  const inEach = (all: number, second: number) =>
    Math.floor(((second + 1) * all) / SECONDS) - Math.floor((second * all) / SECONDS);
  const course = Array.from({ length: SECONDS }, (_, second) => ({
    second,
    inPackets: inEach(inPackets, second),
    outBytes: inEach(inPackets * 900, second),
    lostRandom: inEach(lostRandom, second),
    lostBurst: inEach(lostBurst, second),
    lostQueue: inEach(lostQueue, second),
    meanDelayMs: 45,
    ...at(second),
  }));
  return {
    ...{ link: id, inPackets, inBytes: inPackets * 1000, outPackets: inPackets - lostRandom - lostBurst - lostQueue },
    ...{ outBytes: inPackets * 900, lostRandom, lostBurst, lostQueue, stretchSeconds: 1, course },
    ...more,
  };
};

const full = (second: number): Partial<LinkPoint> => ({
  queueDelayP95Ms: second < 3 ? 90 : 290,
  queueDelayMaxMs: second < 3 ? 110 : 300,
});
const flapped = (second: number): Partial<LinkPoint> => ({ meanDelayMs: second >= 6 && second < 9 ? 125 : 45 });

const LINKS: readonly LinkTotals[] = [
  totals('first-mile/out', 5210, { queueDelayP50Ms: 0.4, queueDelayP95Ms: 1.9, queueDelayMaxMs: 3.4 }),
  totals('first-mile/back', 640, { queueDelayMaxMs: 0.2 }),
  totals('haul:sea-sg/out', 5204, { lostRandom: 5 }),
  totals('haul:sea-sg/back', 610),
  totals('access:sea-sg-1/out', 5199, { queueDelayMaxMs: 2.1 }),
  totals('access:sea-sg-1/back', 611, { queueDelayMaxMs: 0.4 }),
  totals('haul:sea-id/out', 10408, { lostRandom: 22, meanDelayMs: 57 }, flapped),
  totals('haul:sea-id/back', 1833, { lostRandom: 4 }),
  totals(
    'access:sea-id-1/out',
    5194,
    { lostRandom: 51, lostQueue: 1318, queueDelayP50Ms: 281, queueDelayP95Ms: 297, queueDelayMaxMs: 300 },
    full,
  ),
  totals('access:sea-id-1/back', 917, { queueDelayMaxMs: 4.7 }),
  totals('access:sea-id-2/out', 5192, { lostRandom: 49, lostQueue: 1301, queueDelayMaxMs: 300 }, full),
  totals('access:sea-id-2/back', 121),
  totals('haul:sa-br/out', 5207, { lostRandom: 6, lostBurst: 131 }),
  totals('haul:sa-br/back', 703, { lostRandom: 15 }),
  totals(
    'access:sa-br-1/out',
    5070,
    { lostBurst: 250, lostBlackout: 250, duplicated: 7, queueDelayMaxMs: 2.6, leastRateBps: 4e6, mostRateBps: 5e7 },
    (second) => ({
      lostBurst: second === 11 ? 250 : 0,
      lostBlackout: second === 11 ? 250 : 0,
      rateBps: second < 10 ? 5e7 : 4e6,
    }),
  ),
  totals('access:sa-br-1/back', 702, { queueDelayMaxMs: 0.3 }),
];

const check = (
  quantity: CalibrationCheck['quantity'],
  direction: CalibrationCheck['direction'],
  asked: number,
  got: number | undefined,
  margin: number,
): CalibrationCheck => {
  const [least, most] = [Math.max(0, asked - margin), asked + margin];
  const outcome = got === undefined ? 'no-data' : got < least || got > most ? 'off' : 'ok';
  return {
    ...{ quantity, asked, least, most, outcome },
    ...(direction !== undefined && { direction }),
    ...(got !== undefined && { got }),
  };
};

const calibratedPath = (node: string, roundTripMs: number, rateBps: number): CalibratedPath => ({
  node,
  checks: [
    check('roundTripMs', undefined, roundTripMs, roundTripMs + 0.4, 3),
    check('jitterMs', 'out', 2, 2.2, 2),
    check('lossFraction', 'out', 0.01, 0.012, 0.02),
    check('rateBps', 'out', rateBps, rateBps * 0.996, rateBps * 0.03),
    check('rateBps', 'back', 2e7, 1.99e7, 6e5),
  ],
});

const CALIBRATION: Calibration = {
  durationMs: 2410,
  attempts: 1,
  paths: [
    calibratedPath('publisher', 10, 3e7),
    calibratedPath('sea-sg-1', 78, 5e7),
    calibratedPath('sea-id-1', 140, 1.5e6),
    calibratedPath('sea-id-2', 140, 1.5e6),
    calibratedPath('sa-br-1', 348, 5e7),
  ],
};

const host = (busyFraction: number) =>
  Array.from({ length: SECONDS }, (_, second) => ({
    second,
    busyFraction: Math.min(1, busyFraction + wave(second, 0.04)),
    stealFraction: 0.004,
  }));

function take(
  seed: number,
  more: Partial<TakeResult> & Pick<TakeResult, 'outcome' | 'viewers' | 'verdicts'>,
): TakeResult {
  return {
    seed,
    invalidReasons: [],
    invalidSeconds: [],
    recording: `take-${seed}.ndjson`,
    network: {
      backend: 'tun',
      why: 'auto: the first that works here (root, /dev/net/tun and network namespaces)',
      detail: { scheduling: 'SCHED_FIFO 10', capacityPackets: 16384, tcpCongestionControl: 'cubic' },
    },
    calibration: CALIBRATION,
    environment: {
      platform: 'linux x64',
      kernel: '6.18.5',
      cpuModel: 'Intel(R) Xeon(R) Processor @ 2.10GHz',
      cpus: 2,
      memoryBytes: 8_317_018_112,
      browser: 'Chromium 156.0.7712.0',
    },
    host: host(0.62),
    links: LINKS,
    ...more,
  };
}

function result(more: Pick<Result, 'outcome' | 'takes' | 'verdicts'> & Partial<Result>): Result {
  return {
    schemaVersion: 1,
    tool: { name: 'longhaul', version: '0.1.0' },
    scenario: {
      name: 'quickstart',
      durationMs: SECONDS * 1000,
      warmupMs: 8000,
      broadcast: {
        transport: 'local',
        source: { type: 'presenter' },
        video: { codec: 'h264', width: 1280, height: 720, fps: 30, bitrateBps: 2e6 },
        audio: { bitrateBps: 64_000 },
        firstMile: FIBRE,
      },
      regions: REGIONS,
      events: EVENTS,
    },
    startedAt: '2026-07-01T12:30:05.123Z',
    invalidReasons: [],
    metrics: METRICS,
    ...more,
  };
}

/** Singapore passes, Jakarta fails on a line under the bitrate and has a dead viewer, São Paulo warns. */
export function notReadyResult(): Result {
  const verdicts = [
    ...SINGAPORE_VERDICTS,
    latencyVerdict('sea-id', {
      outcome: 'no-data',
      viewer: 'sea-id-2',
      seed: 1,
      reason: 'the viewer saw no frame in the measured time',
    }),
    stutterVerdict('sea-id', { outcome: 'fail', actual: 1, viewer: 'sea-id-2', seed: 1 }),
    firstFrameVerdict('sea-id', {
      outcome: 'no-data',
      viewer: 'sea-id-2',
      seed: 1,
      reason: 'the viewer never saw a frame',
    }),
    frameRateVerdict('sea-id', { outcome: 'fail', actual: 0, viewer: 'sea-id-2', seed: 1 }),
    ...SAO_PAULO_VERDICTS,
  ];
  const viewers = [SINGAPORE, JAKARTA, deadViewer('sea-id-2', 'sea-id'), SAO_PAULO];
  return result({
    outcome: 'not-ready',
    verdicts,
    takes: [
      take(1, { outcome: 'not-ready', viewers, verdicts, invalidSeconds: [{ second: 17, signals: ['shaper-late'] }] }),
    ],
  });
}

/** Jakarta's line carries the stream here; São Paulo is close to its limit. Two takes. */
export function readyResult(): Result {
  const verdicts = [
    ...SINGAPORE_VERDICTS,
    ...all('sea-id', 'sea-id-1', { latency: 279, stutter: 0.004, first: 1167, fps: 29.7 }),
    ...SAO_PAULO_VERDICTS,
  ];
  const viewers = [SINGAPORE, JAKARTA_WELL, { ...JAKARTA_WELL, id: 'sea-id-2' }, SAO_PAULO];
  const links = LINKS.map((totals) => ({ ...totals, lostQueue: 0 }));
  const base = result({
    outcome: 'ready',
    verdicts,
    takes: [1, 2].map((seed) => take(seed, { outcome: 'ready', viewers, verdicts, links })),
  });
  const regions = base.scenario.regions.map((region) =>
    region.id === 'sea-id'
      ? { ...region, access: { ...FIXED, profile: 'mobile-good', label: 'Mobile, off-peak' } }
      : region,
  );
  return { ...base, scenario: { ...base.scenario, regions } };
}

/** The machine was overloaded: the same numbers prove nothing. */
export function invalidResult(): Result {
  const bad = notReadyResult();
  const reason = {
    signal: 'host-busy',
    reason: 'In 9 of 20 measured seconds: at worst the CPUs were 99 % busy.',
    advice:
      'Close other programs, use fewer viewers, a smaller picture or a cheaper codec (h264), or a machine with more cores; then run again.',
    seconds: 9,
  };
  const cut = {
    signal: 'recording-cut-short',
    reason: 'The take was interrupted before its end.',
    advice: 'Run the rehearsal again and let it run to its end.',
  };
  const invalidSeconds = [3, 4, 5, 6, 7, 8, 12, 13, 14].map((second) => ({ second, signals: ['host-busy'] }));
  return {
    ...bad,
    outcome: 'invalid',
    verdicts: [],
    invalidReasons: [reason, cut],
    takes: bad.takes.map((each) => ({
      ...each,
      outcome: 'invalid' as const,
      invalidReasons: [reason, cut],
      invalidSeconds,
      host: host(0.93),
    })),
  };
}

/** Nothing failed, but a budget has no data: readiness is not proven, though the take itself is valid. */
export function noDataResult(): Result {
  const bad = notReadyResult();
  const verdicts = bad.verdicts.filter(({ region, outcome }) => region !== 'sea-id' || outcome === 'no-data');
  const reason = {
    signal: 'no-data',
    reason: 'No data for a budget: latency in sea-id (the viewer saw no frame in the measured time).',
    advice: 'See the recording for what this viewer reported; run again, or take the budget out of the scenario.',
  };
  return {
    ...bad,
    outcome: 'invalid',
    invalidReasons: [reason],
    verdicts,
    takes: bad.takes.map((each) => ({ ...each, outcome: 'invalid' as const, verdicts })),
  };
}

/** One path is not as asked and another has no data: shown in every report. */
export function offResult(): Result {
  const bad = invalidResult();
  const reason = {
    signal: 'network-off-target',
    reason: 'sea-id-1: round trip asked 140 ms (137 to 143), got 171 ms.',
    advice: 'Run again on a quieter machine.',
  };
  const paths = CALIBRATION.paths.map((path) => ({
    ...path,
    checks: path.checks.map((each): CalibrationCheck => {
      if (path.node === 'sea-id-1' && each.quantity === 'roundTripMs')
        return { ...each, got: 171.3, outcome: 'off', link: 'haul:sea-id/out' };
      if (path.node === 'sa-br-1' && each.quantity === 'lossFraction') {
        const { got: _, ...rest } = each;
        return { ...rest, outcome: 'no-data' };
      }
      return each;
    }),
  }));
  return {
    ...bad,
    invalidReasons: [reason],
    takes: bad.takes.map((each) => ({
      ...each,
      invalidReasons: [reason],
      calibration: { ...CALIBRATION, paths },
    })),
  };
}

/** Played slowly: load appeared in second 8, the machine was paused in second 12, and two seconds were replayed. */
export function slowedResult(): Result {
  const base = readyResult();
  const seconds = (factor: number): TakeResult['host'] =>
    host(0.94).map((second) => {
      const clockStoodStillMs = second.second === 12 ? 3000 : 0;
      const timeDilationFactor = (second.second < 8 ? factor : 2.5 * factor) + clockStoodStillMs / 1000;
      return { ...second, timeDilationFactor, ...(clockStoodStillMs > 0 && { clockStoodStillMs }) };
    });
  return {
    ...base,
    takes: base.takes.map((each, i) => ({
      ...each,
      host: seconds(1.6),
      pace: {
        ...{ meanFactor: 3.19, leastFactor: 1.6, mostFactor: 4, stoodStillMs: 3000 },
        ...{ replacedSeconds: i, playedMs: 63_800 },
      },
    })),
  };
}

/** Invalid although it was slowed: the load was more than the machine could carry. */
export function slowedInvalidResult(): Result {
  const slowed = slowedResult().takes[0]?.pace;
  const bad = invalidResult();
  const reason = {
    signal: 'viewer-timer-late',
    reason:
      'In 9 of 20 measured seconds (at most 5 %): at worst a timer of sea-id-1 was 41 ms late at p99 (at most 40 ms).',
    advice: 'Close other programs, then run again.',
    seconds: 9,
  };
  return {
    ...bad,
    invalidReasons: [reason],
    takes: bad.takes.map((each) => ({
      ...each,
      invalidReasons: [reason],
      host: host(0.86).map((second) => ({ ...second, stealFraction: 0.12, timeDilationFactor: 4 })),
      ...(slowed && { pace: { ...slowed, leastFactor: 4, meanFactor: 4, stoodStillMs: 0, playedMs: 80_000 } }),
    })),
  };
}

/** A result from an old recording: no calibration, events, link courses, backend details or Chinese names. */
export function oldResult(): Result {
  const base = readyResult();
  const { events: _, ...scenario } = base.scenario;
  const inEnglish = <T extends { readonly labelZh?: string }>({ labelZh: _, ...rest }: T) => rest;
  const regions = scenario.regions.map((region) => ({ ...inEnglish(region), haul: inEnglish(region.haul) }));
  return {
    ...base,
    scenario: { ...scenario, regions },
    takes: base.takes.map(({ calibration: _, ...each }) => ({
      ...each,
      network: { backend: 'tun', why: 'asked for' },
      links: each.links.map((totals) => ({ ...totals, course: [] })),
    })),
  };
}

export const HOSTILE = '<script>alert("x")</script>&\u001b[31m|*@all]]>';

/** Hostile names wherever text comes from outside. */
export function hostileResult(): Result {
  const bad = notReadyResult();
  return {
    ...bad,
    scenario: {
      ...bad.scenario,
      name: HOSTILE,
      regions: bad.scenario.regions.map((region) => ({
        ...region,
        label: HOSTILE,
        labelZh: `${HOSTILE}中文`,
        haul: { ...region.haul, label: HOSTILE, labelZh: `${HOSTILE}中文` },
        access: { ...region.access, out: { ...region.access.out, trace: HOSTILE } },
      })),
      events: (bad.scenario.events ?? []).map((event) => ({ ...event, name: HOSTILE })),
    },
    outcome: 'invalid',
    invalidReasons: [{ signal: HOSTILE, reason: HOSTILE, advice: HOSTILE }],
    verdicts: bad.verdicts.map((verdict) => ({ ...verdict, viewer: HOSTILE, reason: HOSTILE })),
    takes: bad.takes.map((each) => ({
      ...each,
      recording: `javascript:alert(1)//${HOSTILE}`,
      environment: { [HOSTILE]: HOSTILE },
      network: { backend: HOSTILE, why: HOSTILE, detail: { [HOSTILE]: HOSTILE, scheduling: HOSTILE } },
      calibration: {
        durationMs: 1,
        attempts: 1,
        paths: CALIBRATION.paths.map(({ checks }) => ({
          node: HOSTILE,
          checks: checks.map((each) => ({ ...each, outcome: 'off' as const, link: HOSTILE })),
        })),
      },
      viewers: each.viewers.map((seen) => ({ ...seen, id: HOSTILE })),
      links: each.links.map((totals) => ({ ...totals, link: HOSTILE })),
    })),
    metrics: bad.metrics.map((metric) => ({
      ...metric,
      label: HOSTILE,
      labelZh: HOSTILE,
      definition: HOSTILE,
      source: HOSTILE,
    })),
  };
}

export const SAMPLES = {
  ready: readyResult,
  'not ready': notReadyResult,
  invalid: invalidResult,
  'no data': noDataResult,
  'network off': offResult,
  slowed: slowedResult,
  'slowed and invalid': slowedInvalidResult,
  old: oldResult,
  hostile: hostileResult,
};
