import { measuredWindow } from '../../../metrics/series/measured-window.ts';
import { isWithin, overlapMs, type Span } from '../../../metrics/series/span.ts';
import type { CommonTake, RecordedViewer } from '../../../model/recording/recorded-take.ts';
import { isPublished } from '../../../model/scenario/transport.ts';
import type { Bounds } from '../bounds.ts';
import { atMost, percent, periodsOf } from '../readings.ts';
import type { ViewersSignal } from '../signal.ts';
import { isLimited } from '../unlimited-viewers.ts';

/** A period longer than this is a gap between two samples, not a sample that came late. */
const LONGEST_PERIOD_MS = 3000;
/** Limit for a page on a limited device, which answers late, with all it saw meanwhile; the samples of its device show that it is alive. */
const LONGEST_PERIOD_OF_LIMITED_MS = 10_000;
/** Time until the first sample of a new connection: samples come once a second, and one may be late. */
const FIRST_SAMPLE_MS = 2000;

const BOUNDS = {
  /** Share of the window that no sample of a source covers. */
  unobservedSeconds: { limit: 0.05, unit: 'fraction', origin: 'as invalidSeconds: what nobody saw is not healthy' },
} as const satisfies Bounds;

/**
 * A source that should be sampled every second was silent for part of the window: what nobody saw does not count as healthy. A
 * missing line is silence; a field that the platform lacks (no steal outside Linux) is not.
 */
export const unobserved = {
  type: 'viewers',
  id: 'unobserved',
  title: { en: 'Part of the measured time was not observed.', zh: '测量时段有一部分未被观测到。' },
  advice: {
    en: 'The machine may have been too busy to sample, or a part of longhaul stopped: see the events in the recording; then run again.',
    zh: '可能是本机太忙而来不及采样，或 longhaul 的某个部分已停止：请查看录制文件中的事件，然后重新彩排。',
  },
  remedy: 'slow-down',
  bounds: BOUNDS,
  checkTake(take) {
    const window = measuredWindow(take);
    return window === undefined ? [] : sourcesOf(take, window).flatMap(silenceOf);
  },
  checkViewer(viewer, take) {
    const window = measuredWindow(take);
    return window === undefined ? [] : viewerSource(viewer, take, window).flatMap(silenceOf);
  },
  reason: (ofViewers, ofTake) => `Not observed during the measured time: ${[...ofTake, ...ofViewers].join(', ')}.`,
} satisfies ViewersSignal;

type Samples = readonly { readonly atMs: number }[];

interface Source {
  readonly name: string;
  readonly samples: Samples;
  /** Time in which it should have been sampled. */
  readonly expected: Span;
  /** Defaults to LONGEST_PERIOD_MS. */
  readonly longestPeriodMs?: number;
}

function silenceOf({ name, samples, expected, longestPeriodMs }: Source): readonly string[] {
  const missing = 1 - observedFraction(samples, expected, longestPeriodMs ?? LONGEST_PERIOD_MS);
  return missing > BOUNDS.unobservedSeconds.limit
    ? [
        `${name} for ${((missing * (expected.toMs - expected.fromMs)) / 1000).toFixed(1)} s: ${percent(missing)} ${atMost(BOUNDS.unobservedSeconds)}`,
      ]
    : [];
}

function sourcesOf(take: CommonTake, window: Span): readonly Source[] {
  const { transport } = take.header.take.scenario.broadcast;
  const hasOwnOrigin = transport === 'local';
  return [
    { name: 'the host', samples: take.host, expected: window },
    { name: 'the network', samples: take.links, expected: window },
    ...(hasOwnOrigin ? [{ name: 'the origin', samples: take.origin, expected: window }] : []),
    ...(isPublished(transport) ? [{ name: 'the publisher', samples: take.publisher.stats, expected: window }] : []),
  ];
}

/**
 * Lists a viewer's sources. A viewer that has not joined has nothing to sample; that is its network's doing, and fails its budgets.
 * While it reconnects there is no connection to give statistics: then its page's own timer samples stand in. A limited device of which
 * nothing was recorded may never have been held to its limit.
 */
function viewerSource(viewer: RecordedViewer, take: CommonTake, window: Span): readonly Source[] {
  const { id, region, device = [], events } = viewer;
  const hasLimit = isLimited(take, region);
  const joinedMs = events.find(({ name }) => name === 'joined')?.atMs;
  if (joinedMs === undefined || joinedMs >= window.toMs) return [];
  const expected = { ...window, fromMs: Math.max(window.fromMs, joinedMs) };
  return [
    {
      name: id,
      samples: viewerSamples(viewer),
      expected,
      ...(hasLimit && { longestPeriodMs: LONGEST_PERIOD_OF_LIMITED_MS }),
    },
    ...(hasLimit ? [{ name: `the device of ${id}`, samples: device, expected }] : []),
  ];
}

function viewerSamples({ stats, timers, events }: RecordedViewer): Samples {
  const away = reconnections(events);
  if (away.length === 0) return stats;
  const answered = timers.filter(({ atMs }) => away.some((span) => isWithin(atMs, span)));
  return [...stats, ...answered].sort((a, b) => a.atMs - b.atMs);
}

/** Returns the spans from the loss of a connection until the next one can have been sampled. */
function reconnections(events: RecordedViewer['events']): readonly Span[] {
  const spans: { fromMs: number; toMs: number }[] = [];
  for (const { name, atMs, detail } of events) {
    if (name !== 'transport') continue;
    const last = spans.at(-1);
    const isOpen = last?.toMs === Number.POSITIVE_INFINITY;
    if (detail?.what === 'reconnecting' && !isOpen) spans.push({ fromMs: atMs, toMs: Number.POSITIVE_INFINITY });
    if (detail?.what === 'reconnected' && last !== undefined && isOpen) last.toMs = atMs + FIRST_SAMPLE_MS;
  }
  return spans;
}

function observedFraction(samples: Samples, window: Span, longestPeriodMs: number): number {
  const periods = periodsOf(samples);
  const observedMs = periods
    .filter(({ fromMs, toMs }) => toMs - fromMs <= longestPeriodMs)
    .reduce((sum, period) => sum + overlapMs(period, window), 0);
  // The last sample of a window lies up to one period before its end.
  const lastMs = samples.at(-1)?.atMs;
  const tailMs = lastMs === undefined ? 0 : overlapMs({ fromMs: lastMs, toMs: lastMs + 1000 }, window);
  return (observedMs + tailMs) / (window.toMs - window.fromMs);
}
