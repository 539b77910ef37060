import { describe, expect, it } from 'vitest';
import type { LinkSecond } from '../../src/model/recording/link-second.ts';
import type { RecordLine } from '../../src/model/recording/recording.ts';
import type { OutboundRtp } from '../../src/model/recording/w3c-stats.ts';
import type { CalibrationCheck } from '../../src/model/result/calibration.ts';
import type { VideoSettings } from '../../src/model/scenario/scenario.ts';
import type { TransportChoice } from '../../src/model/scenario/transport.ts';
import { checkValidity } from '../../src/verdict/validity/check-validity.ts';
import { SIGNALS } from '../../src/verdict/validity/registry.ts';
import {
  buildLines,
  buildTake,
  FPS,
  FRAME_MS,
  type RecordingOptions,
  secondOf,
  takeOf,
  WINDOW_MS,
} from '../build-recording.ts';

type Edit = (line: RecordLine) => RecordLine | undefined;
type LineOf<T extends RecordLine['type']> = Extract<RecordLine, { type: T }>;

const validityOf = (options: RecordingOptions) => checkValidity(buildTake(options));
const signalsOf = (options: RecordingOptions) => validityOf(options).reasons.map(({ signal }) => signal);

/** Changes the lines of one type that end one of the given seconds of the window. */
const during =
  <T extends RecordLine['type']>(
    type: T,
    seconds: readonly number[],
    change: (line: LineOf<T>) => RecordLine | undefined,
  ): Edit =>
  (line) =>
    line.type === type && seconds.includes(secondOf(line)) ? change(line as LineOf<T>) : line;

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
const ALL = range(-10, 32);
const IN_WINDOW = range(0, 31);

const publisher = (seconds: readonly number[], change: (report: OutboundRtp) => OutboundRtp): Edit =>
  during('stats', seconds, (line) =>
    line.participant === 'publisher'
      ? { ...line, reports: line.reports.map((report) => (report.type === 'outbound-rtp' ? change(report) : report)) }
      : line,
  );
const link = (id: string, change: (second: LinkSecond) => LinkSecond): Edit =>
  during('links', ALL, (line) => ({
    ...line,
    links: line.links.map((each) => (each.link === id ? change(each) : each)),
  }));
const both =
  (first: Edit, second: Edit): Edit =>
  (line) => {
    const edited = first(line);
    return edited && second(edited);
  };
const withoutEvents =
  (...names: readonly string[]): Edit =>
  (line) =>
    line.type === 'event' && names.includes(line.name) ? undefined : line;

describe('a network that probes found off target', () => {
  const check = { quantity: 'lossFraction', direction: 'out', asked: 0.01, least: 0, most: 0.03 } as const;
  const reasonOf = (...checks: readonly CalibrationCheck[]) =>
    checkValidity({
      ...buildTake({}),
      calibration: { durationMs: 2000, attempts: 3, paths: [{ node: 'sea-sg-1', checks }] },
    }).reasons.map(({ signal, reason }) => `${signal}: ${reason}`);

  it('finds nothing when the network is as configured', () =>
    expect(reasonOf({ ...check, got: 0.02, outcome: 'ok' })).toEqual([]));

  it('voids the take and names the link', () =>
    expect(reasonOf({ ...check, got: 0.2, outcome: 'off', link: 'haul:sea-sg/out' })).toEqual([
      'network-off-target: Loss (out) of sea-sg-1: 1.00 % asked, 0.00 % to 3.00 % accepted, probes found 20.00 %; the fault is in haul:sea-sg/out',
    ]));

  it('also voids it when nothing came at all, and reports that first', () =>
    expect(
      reasonOf(
        { ...check, got: 0.2, outcome: 'off' },
        { quantity: 'roundTripMs', asked: 80, least: 78, most: 82, outcome: 'no-data' },
      ),
    ).toEqual([
      expect.stringContaining(
        'Round trip of sea-sg-1: 80.0 ms asked, 78.0 ms to 82.0 ms accepted, no probe came; the fault is in no link',
      ),
    ]));
});

describe('a take in which all is well', () => {
  it('is valid', () => expect(validityOf({})).toEqual({ valid: true, reasons: [], invalidSeconds: [] }));

  it('stays valid when the network is terrible: that is a verdict, not a fault', () =>
    expect(
      validityOf({
        latencyOf: (at) => (at < 6000 ? 900 : undefined),
        edit: link('access:sea-sg-1/out', (second) => ({ ...second, lostBurst: 100, outPackets: 100 })),
      }).valid,
    ).toBe(true));
});

describe('a stream published elsewhere', () => {
  const over =
    (transport: TransportChoice): Edit =>
    (line) => {
      if (line.type === 'frames-made' || line.type === 'sound-made' || line.type === 'origin') return undefined;
      if (line.type === 'stats') return line.participant === 'publisher' ? undefined : line;
      if (line.type === 'event') return line.source === 'publisher' || line.source === 'origin' ? undefined : line;
      if (line.type !== 'header') return line;
      const { scenario } = line.take;
      const broadcast = { ...scenario.broadcast, transport };
      return { ...line, take: { ...line.take, scenario: { ...scenario, broadcast } } };
    };

  it('needs no publisher and no origin of ours', () =>
    expect(signalsOf({ edit: over({ whip: { watch: 'https://m.example.com/whep' } }) })).toEqual([]));

  it('is told apart from ours, for which the same silence is a fault', () => {
    const { whip } = { whip: { publish: 'https://m.example.com/whip', watch: 'https://m.example.com/whep' } };
    expect(signalsOf({ edit: over({ whip }) })).toEqual([
      'no-media',
      'generator-late',
      'publisher-under-rate',
      'unobserved',
    ]);
  });
});

describe('the registry of signals', () => {
  it('has a unique id for each', () => {
    const ids = Object.values(SIGNALS).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a recording cut short', () => {
  it('is invalid when interrupted, failed, without window, or without end', () => {
    const end =
      (reason: 'interrupted' | 'failed'): Edit =>
      (line) =>
        line.type === 'end' ? { ...line, reason } : line;
    expect(signalsOf({ edit: end('interrupted') })).toEqual(['recording-cut-short']);
    expect(signalsOf({ edit: end('failed') })).toEqual(['recording-cut-short']);
    expect(signalsOf({ edit: (line) => (line.type === 'window' ? undefined : line) })).toEqual(['recording-cut-short']);
    expect(signalsOf({ edit: (line) => (line.type === 'end' ? undefined : line) })).toEqual(['recording-cut-short']);
  });

  it('says how much of the window was recorded', () =>
    expect(
      validityOf({ edit: (line) => (line.atMs > WINDOW_MS + 12_000 ? undefined : line) }).reasons[0],
    ).toMatchObject({
      signal: 'recording-cut-short',
      reason: 'Only 12.0 of 30.0 s of the measured time were recorded.',
    }));

  it('is invalid when only the header was written', () =>
    expect(validityOf({ edit: (line) => (line.type === 'header' ? line : undefined) }).valid).toBe(false));
});

describe('a starved host', () => {
  const busy = (seconds: readonly number[]) => during('host', seconds, (line) => ({ ...line, runnerLoopP99Ms: 150 }));

  it('may be late for one second of thirty, which is marked', () =>
    expect(validityOf({ edit: busy([4]) })).toEqual({
      valid: true,
      reasons: [],
      invalidSeconds: [{ second: 4, signals: ['runner-late'] }],
    }));

  it('is marked for its own second alone when it was sampled twice at one moment', () => {
    const lines = buildLines().flatMap((line) =>
      line.type === 'host' && secondOf(line) === 4 ? [line, { ...line, runnerLoopP99Ms: 150 }] : [line],
    );
    expect(checkValidity(takeOf(lines))).toMatchObject({ valid: true, invalidSeconds: [{ second: 4 }] });
  });

  it('voids the take when it is late for two', () => {
    const validity = validityOf({ edit: busy([4, 20]) });
    expect(validity.valid).toBe(false);
    expect(validity.reasons).toMatchObject([
      {
        signal: 'runner-late',
        seconds: 2,
        reason:
          'In 2 of 30 measured seconds (at most 5 %): at worst longhaul itself was 150 ms late at p99 (at most 100 ms).',
      },
    ]);
  });

  it('adds up the seconds of different signals', () => {
    const timer = during('frames-seen', [20], (line) => ({ ...line, timerLateP99Ms: 45 }));
    expect(signalsOf({ edit: both(busy([4]), timer) })).toEqual(['viewer-timer-late', 'runner-late']);
    expect(signalsOf({ edit: both(busy([20]), timer) })).toEqual([]);
  });

  it('counts a late sample for all the seconds it covers', () =>
    // The sampler was silent for seconds 9 and 10, and its next line covers three.
    expect(
      validityOf({
        edit: both(
          during('host', [9, 10], () => undefined),
          busy([11]),
        ),
      }).invalidSeconds,
    ).toEqual([9, 10, 11].map((second) => ({ second, signals: ['runner-late'] }))));

  it('counts a sample where most of its second lies when it is not on the window edge', () => {
    const shifted =
      (ms: number): Edit =>
      (line) =>
        line.type === 'host' ? { ...line, atMs: line.atMs + ms } : line;
    expect(validityOf({ edit: both(busy([4]), shifted(300)) }).invalidSeconds).toMatchObject([{ second: 4 }]);
    expect(validityOf({ edit: both(busy([4]), shifted(-700)) }).invalidSeconds).toMatchObject([{ second: 3 }]);
  });

  it.each<[string, Edit]>([
    ['runner-late', during('host', [3, 4], (line) => ({ ...line, runnerLoopP99Ms: 300 }))],
    ['origin-late', during('origin', [3, 4], (line) => ({ ...line, loopP99Ms: 40 }))],
    ['viewer-timer-late', during('frames-seen', [3, 4], (line) => ({ ...line, timerLateP99Ms: 41 }))],
    ['shaper-late', during('links', [3, 4], (line) => ({ ...line, shaper: { ...line.shaper, latenessP99Ms: 9 } }))],
    ['shaper-dropped', during('links', [3, 4], (line) => ({ ...line, shaper: { ...line.shaper, unaskedDrops: 3 } }))],
    [
      'generator-late',
      during('frames-made', [3, 4], (line) => ({ ...line, lateMs: line.lateMs.map((ms, i) => (i === 7 ? 51 : ms)) })),
    ],
    [
      'generator-late',
      during('frames-made', [3, 4], (line) => ({ ...line, lateMs: line.lateMs.map((ms, i) => (i < 3 ? 17 : ms)) })),
    ],
    // Each frame of those two seconds takes 10 ms more, and so does every later total: 35 of 40 ms.
    [
      'encoder-slow',
      publisher([3], (report) => ({ ...report, totalEncodeTime: (report.totalEncodeTime ?? 0) + 0.625 })),
    ],
  ])('shows as %s', (signal, edit) => {
    const { reasons, invalidSeconds } = validityOf({ edit });
    if (signal === 'encoder-slow') expect(invalidSeconds).toEqual([{ second: 3, signals: [signal] }]);
    else expect(reasons.map((reason) => reason.signal)).toEqual([signal]);
  });

  it('voids a take whose encoder the browser held back for lack of CPU, and none for lack of bandwidth', () => {
    const limited = (reason: 'cpu' | 'bandwidth', from: number) =>
      publisher(ALL, (report) => {
        const seconds = Math.max(0, (report.timestamp - WINDOW_MS) / 1000 - from);
        return { ...report, qualityLimitationDurations: { none: 0, cpu: 0, bandwidth: 0, [reason]: seconds } };
      });
    expect(signalsOf({ edit: limited('cpu', 20) })).toEqual(['encoder-limited']);
    expect(validityOf({ edit: limited('cpu', 29) })).toMatchObject({ valid: true, invalidSeconds: [{ second: 29 }] });
    expect(signalsOf({ edit: limited('bandwidth', 0) })).toEqual([]);
  });

  it('shows as missing frames of the generator', () =>
    expect(signalsOf({ isMade: (at) => at !== 5000 + FRAME_MS && at !== 9000 + 2 * FRAME_MS })).toEqual([
      'generator-late',
    ]));

  it('shows as a generator that is a little late all the time', () =>
    // One of 25 ticks is late in every second: no second is bad, but 4 % over the window is.
    expect(
      signalsOf({
        edit: during('frames-made', ALL, (line) => ({
          ...line,
          lateMs: line.lateMs.map((ms, i) => (i === 7 ? 20 : ms)),
        })),
      }),
    ).toEqual(['generator-often-late']));

  it('shows as a decoder that takes more than half a frame interval', () => {
    const slow = during('stats', ALL, (line) => ({
      ...line,
      reports: line.reports.map((report) =>
        report.id === 'IV1' && report.type === 'inbound-rtp'
          ? { ...report, totalDecodeTime: (report.framesDecoded ?? 0) * 0.021 }
          : report,
      ),
    }));
    expect(signalsOf({ edit: slow })).toEqual(['decoder-slow']);
  });

  it('is judged from the first join on: packets held up before the window swell the buffers in it', () => {
    const held = (seconds: readonly number[]) =>
      during('links', seconds, (line) => ({ ...line, shaper: { ...line.shaper, latenessP99Ms: 9 } }));
    expect(signalsOf({ edit: held([-6, -5]) })).toEqual(['shaper-late-before-window']);
    expect(signalsOf({ edit: held([-6]) })).toEqual([]);
    // It harms nobody before anyone has joined.
    expect(signalsOf({ edit: held([-10, -9]) })).toEqual([]);
  });

  it('voids nothing by being busy or losing CPU time: what counts is whether anything was late', () => {
    const full = during('host', ALL, (line) => ({
      ...line,
      ...{ busyFraction: 1, stealFraction: 0.3, cpuPressureFraction: 1, timeDilationFactor: 4 },
    }));
    expect(validityOf({ edit: full })).toEqual({ valid: true, reasons: [], invalidSeconds: [] });
  });
});

describe('a source without samples', () => {
  it.each([
    ['host', 'the host'],
    ['links', 'the network'],
    ['origin', 'the origin'],
  ] as const)('makes the take invalid: no %s line', (type, name) =>
    expect(validityOf({ edit: during(type, ALL, () => undefined) }).reasons).toMatchObject([
      {
        signal: 'unobserved',
        reason: `Not observed during the measured time: ${name} for 30.0 s: 100 % (at most 5 %).`,
      },
    ]),
  );

  it('makes the take invalid when it falls silent half way', () =>
    expect(signalsOf({ edit: during('host', range(15, 32), () => undefined) })).toEqual(['unobserved']));

  it('is not a platform that lacks a field', () =>
    expect(
      signalsOf({
        edit: during('host', ALL, ({ type, atMs, runnerLoopP99Ms }) => ({
          type,
          atMs,
          ...(runnerLoopP99Ms !== undefined && { runnerLoopP99Ms }),
        })),
      }),
    ).toEqual([]));

  it('may miss a sample', () => expect(signalsOf({ edit: during('host', [7, 15], () => undefined) })).toEqual([]));

  it('is not a viewer that joined late, or never', () => {
    const silentUntil =
      (second: number): Edit =>
      (line) => {
        if (line.type === 'event' && line.name === 'joined') return { ...line, atMs: WINDOW_MS + second * 1000 };
        return line.type === 'stats' && line.participant !== 'publisher' && secondOf(line) < second ? undefined : line;
      };
    expect(signalsOf({ edit: silentUntil(8) })).toEqual([]);
    expect(signalsOf({ edit: both(silentUntil(40), withoutEvents('joined')) })).toEqual([]);
  });

  it('is not a viewer that lost its connection and reconnects, while its page answers', () => {
    const silent = during('stats', range(10, 22), (line) => (line.participant === 'publisher' ? line : undefined));
    const told = (second: number, what: string): RecordLine => ({
      ...{ type: 'event', atMs: WINDOW_MS + second * 1000, source: 'sea-sg-1', name: 'transport' },
      detail: { what },
    });
    const signals = (edit: Edit, ...more: RecordLine[]) =>
      checkValidity(takeOf([...buildLines({ edit }), ...more])).reasons.map(({ signal }) => signal);
    const [lost, back] = [told(9.5, 'reconnecting'), told(21, 'reconnected')];
    expect(signals(silent)).toEqual(['unobserved']);
    expect(signals(silent, lost, told(15, 'reconnecting'), back)).toEqual([]);
    // It reconnects and its page is silent too, or it is back and gives no statistics.
    const deaf = during('frames-seen', range(10, 22), () => undefined);
    expect(signals(both(silent, deaf), lost, back)).toContain('unobserved');
    expect(signals(silent, lost, told(12, 'reconnected'))).toEqual(['unobserved']);
  });

  it('is a viewer that joined and then gave no statistics', () =>
    expect(
      signalsOf({
        edit: during('stats', range(10, 32), (line) => (line.participant === 'publisher' ? line : undefined)),
      }),
    ).toEqual(['unobserved']));
});

describe('no media', () => {
  const blind: RecordingOptions = { latencyOf: () => undefined };

  it('is invalid when the network would have carried the stream', () =>
    expect(validityOf(blind).reasons).toMatchObject([
      { signal: 'no-media', reason: expect.stringContaining('sea-sg-1 saw no frame in the measured time') },
    ]));

  it('is the verdict of a network that lost everything', () =>
    expect(
      signalsOf({
        ...blind,
        edit: link('access:sea-sg-1/out', (second) => ({ ...second, outPackets: 0, lostRandom: 200 })),
      }),
    ).toEqual([]));

  it('is the verdict of a network too narrow or too long for it', () => {
    expect(signalsOf({ ...blind, access: { rateBps: 300_000 } })).toEqual([]);
    expect(signalsOf({ ...blind, access: { delayMs: 1500 } })).toEqual([]);
  });

  it('is invalid when the publisher never published over a first mile that let it', () =>
    expect(signalsOf({ edit: withoutEvents('published') })).toEqual(['no-media']));

  it('does not blame the publisher when the take ended before there was anything to publish to', () =>
    expect(
      signalsOf({
        edit: both(withoutEvents('published', 'origin-up'), (line) => (line.type === 'window' ? undefined : line)),
      }),
    ).not.toContain('no-media'));

  it('is invalid when no frame was made', () =>
    expect(signalsOf({ isMade: (at) => at < -2000 })).toEqual(expect.arrayContaining(['no-media', 'generator-late'])));

  it('is invalid when a browser crashed', () =>
    expect(
      signalsOf({
        latencyOf: (at) => (at < 6000 ? 100 : undefined),
        edit: (line) => (line.type === 'event' && line.name === 'first-frame' ? { ...line, name: 'crashed' } : line),
      }),
    ).toEqual(['crashed']));

  it('names what crashed, and how', () => {
    const died: RecordLine = {
      ...{ type: 'event', atMs: WINDOW_MS + 5000, source: 'publisher', name: 'crashed' },
      detail: { reason: 'its page was reloaded' },
    };
    const { reasons } = checkValidity(takeOf([...buildLines(), died]));
    expect(reasons.map(({ reason }) => reason)).toEqual([
      'Crashed during the take: publisher (its page was reloaded).',
    ]);
  });
});

describe('a publisher under its rate', () => {
  const withVideo =
    (settings: Partial<VideoSettings>): Edit =>
    (line) => {
      if (line.type !== 'header') return line;
      const { broadcast } = line.take.scenario;
      const video = { ...broadcast.video, ...settings };
      return {
        ...line,
        take: { ...line.take, scenario: { ...line.take.scenario, broadcast: { ...broadcast, video } } },
      };
    };
  const halfTarget = publisher(ALL, (report) => ({ ...report, targetBitrate: 1_000_000 }));

  /** Edits a recording so that this share of the frames is encoded, each taking this share of the frame interval. */
  const skipping = (encoded: number, share: number) =>
    publisher(ALL, (report) => {
      const framesEncoded = Math.round((report.framesEncoded ?? 0) * encoded);
      return { ...report, framesEncoded, totalEncodeTime: (framesEncoded * share) / FPS };
    });

  it('is no fault when an encoder with time to spare skips some frames for its bitrate', () =>
    expect(signalsOf({ edit: skipping(0.8, 0.25) })).toEqual([]));

  it('is no fault when the content hint asks for detail and it has time to spare', () => {
    const hinted = withVideo({ contentHint: 'detail' });
    expect(signalsOf({ edit: both(hinted, skipping(0.4, 0.25)) })).toEqual([]);
    expect(signalsOf({ edit: both(hinted, skipping(0.4, 0.6)) })).toEqual(['publisher-under-rate']);
  });

  it('is no fault when it may give up what it gave up and has time to spare', () => {
    const [balanced, smooth] = [
      withVideo({ degradation: 'balanced' }),
      withVideo({ degradation: 'maintain-framerate' }),
    ];
    const smaller = (share: number) =>
      both(
        skipping(1, share),
        publisher(ALL, (report) => ({ ...report, frameWidth: 640, frameHeight: 360 })),
      );
    expect(signalsOf({ edit: both(balanced, smaller(0.25)) })).toEqual([]);
    expect(signalsOf({ edit: both(smooth, smaller(0.25)) })).toEqual([]);
    expect(signalsOf({ edit: both(balanced, skipping(0.4, 0.25)) })).toEqual([]);
    expect(signalsOf({ edit: both(smooth, skipping(0.4, 0.25)) })).toEqual(['publisher-under-rate']);
    expect(signalsOf({ edit: both(balanced, smaller(0.6)) })).toEqual(['publisher-under-rate']);
  });

  it('is invalid when it skips a third, however quickly it encodes, unless its bitrate is used up by the others', () => {
    const halfSent = publisher(ALL, (report) => ({ ...report, bytesSent: (report.bytesSent ?? 0) / 2 }));
    expect(signalsOf({ edit: both(halfSent, skipping(0.66, 0.25)) })).toEqual(['publisher-under-rate']);
    expect(signalsOf({ edit: skipping(0.55, 0.04) })).toEqual([]);
    expect(signalsOf({ edit: skipping(0.55, 0.6) })).toEqual(['publisher-under-rate']);
  });

  it('is invalid when the first mile shows no cause', () => {
    expect(signalsOf({ edit: halfTarget })).toEqual(['publisher-under-rate']);
    expect(signalsOf({ edit: skipping(0.8, 0.6) })).toEqual(['publisher-under-rate']);
    expect(signalsOf({ edit: publisher(ALL, (report) => ({ ...report, frameWidth: 640, frameHeight: 360 })) })).toEqual(
      ['publisher-under-rate'],
    );
  });

  it.each<[string, Edit | undefined, RecordingOptions['firstMile']]>([
    ['drops at its bottleneck', link('first-mile/out', (second) => ({ ...second, lostQueue: 2 })), { rateBps: 3e6 }],
    [
      'waits in its queue',
      link('first-mile/out', (second) => ({ ...second, queueDelayP95Ms: 160 })),
      { rateBps: 3e6, queueMs: 300 },
    ],
    ['loses packets', link('first-mile/out', (second) => ({ ...second, lostBurst: 6 })), {}],
    ['loses feedback', link('first-mile/back', (second) => ({ ...second, lostRandom: 6 })), {}],
    ['is narrower than the broadcast', undefined, { rateBps: 1.5e6 }],
    [
      'was narrower for some seconds',
      (line) =>
        secondOf(line) >= 5 && secondOf(line) < 9
          ? link('first-mile/out', (second) => ({ ...second, rateBps: 5e5 }))(line)
          : link('first-mile/out', (second) => ({ ...second, rateBps: 1e7 }))(line),
      { rateBps: 1e7 },
    ],
    [
      'is shared with other traffic that leaves less than the broadcast needs',
      undefined,
      {
        rateBps: 4e6,
        crossTraffic: [
          { type: 'rtc', rttMs: 100, mostBps: 1.5e6 },
          { type: 'tcp', rttMs: 100 },
        ],
      },
    ],
  ])("is the network's when the first mile %s", (_, edit, firstMile) =>
    expect(signalsOf({ firstMile: firstMile ?? {}, edit: edit ? both(halfTarget, edit) : halfTarget })).toEqual([]),
  );

  it('is invalid when the first mile carried less for one second alone', () => {
    const dip: Edit = (line) =>
      link('first-mile/out', (second) => ({ ...second, rateBps: secondOf(line) === 5 ? 5e5 : 1e7 }))(line);
    expect(signalsOf({ firstMile: { rateBps: 1e7 }, edit: both(halfTarget, dip) })).toEqual(['publisher-under-rate']);
  });

  it('is invalid when its rate is not known', () => {
    expect(
      signalsOf({
        edit: during('stats', ALL, (line) => (line.participant === 'publisher' ? { ...line, reports: [] } : line)),
      }),
    ).toEqual(['publisher-under-rate']);
    expect(
      signalsOf({
        edit: publisher(IN_WINDOW, ({ targetBitrate: _, ...report }) => report),
      }),
    ).toEqual(['publisher-under-rate']);
  });
});

describe('a keyframe interval', () => {
  const keyframes = (aSecond: number): Edit =>
    publisher(ALL, (report) => ({
      ...report,
      keyFramesEncoded: Math.floor(((report.framesEncoded ?? 0) / FPS) * aSecond),
    }));
  const asking: Edit = (line) => {
    if (line.type !== 'header') return line;
    const { broadcast } = line.take.scenario;
    const video = { ...broadcast.video, keyframeIntervalMs: 2000 };
    return { ...line, take: { ...line.take, scenario: { ...line.take.scenario, broadcast: { ...broadcast, video } } } };
  };

  it('is met when the encoder made that many', () =>
    expect(signalsOf({ edit: both(asking, keyframes(0.5)) })).toEqual([]));

  it('makes the take invalid when the encoder ignored it, or did not report', () => {
    expect(signalsOf({ edit: both(asking, keyframes(0.1)) })).toEqual(['keyframes-missing']);
    expect(signalsOf({ edit: asking })).toEqual(['keyframes-missing']);
  });
});

describe('frames seen before they were stamped', () => {
  it('make the take invalid: clocks are apart', () => {
    expect(signalsOf({ latencyOf: () => -40 })).toEqual(['seen-before-made']);
    expect(signalsOf({ latencyOf: () => -1 })).toEqual([]);
    expect(signalsOf({ latencyOf: (at) => (at % 5000 === 0 ? -40 : 40) })).toEqual([]);
  });
});

describe('frames whose time code was not read', () => {
  it('make the take invalid: the viewer saw more than we know', () => {
    expect(signalsOf({ edit: during('frames-seen', ALL, (line) => ({ ...line, unreadable: 1 })) })).toEqual([
      'frames-unread',
    ]);
    const half = during('frames-seen', ALL, (line) => {
      const keep = <T>(column: readonly T[]) => column.filter((_, i) => i % 2 === 0);
      return { ...line, frame: keep(line.frame), seenMs: keep(line.seenMs), latencyMs: keep(line.latencyMs) };
    });
    expect(signalsOf({ edit: half })).toEqual(['frames-unread']);
  });
});
