import { firstAtOrAfter } from '../../metrics/series/first-at-or-after.ts';
import { measuredWindow } from '../../metrics/series/measured-window.ts';
import { overlapMs, type Span, secondsOf } from '../../metrics/series/span.ts';
import type { CommonTake, RecordedTake } from '../../model/recording/recorded-take.ts';
import { isPublished } from '../../model/scenario/transport.ts';
import { firstJoinMs } from './first-join.ts';
import { SIGNALS } from './registry.ts';
import type { SecondSignal, Signal, SpoiltSpan } from './signal.ts';

/** Worst span by second. */
export type SpoiltSeconds = ReadonlyMap<number, SpoiltSpan>;

/** Findings about all or some viewers of a take, by the signal's id; plain data. */
export interface Findings {
  readonly inWindow: ReadonlyMap<string, SpoiltSeconds>;
  /** Seconds between the first join and the window, by signals that matter there. */
  readonly beforeWindow: ReadonlyMap<string, SpoiltSeconds>;
  /** Complaints of ViewersSignals about the viewers. */
  readonly complaints: ReadonlyMap<string, readonly string[]>;
}

/** Returns the signals that apply to a take. */
export function signalsFor(take: CommonTake): readonly Signal[] {
  const isOwn = isPublished(take.header.take.scenario.broadcast.transport);
  return Object.values<Signal>(SIGNALS).filter(({ ofOwnStream }) => isOwn || ofOwnStream !== true);
}

export function findFaults(take: RecordedTake): Findings {
  const signals = signalsFor(take);
  const inSeconds = signals.filter((signal) => signal.type === 'second');
  const spoilt = (secondSignals: readonly SecondSignal[], seconds: readonly Span[]) =>
    new Map(secondSignals.map((signal) => [signal.id, spoiltSeconds(signal, take, seconds)]));
  return {
    inWindow: spoilt(inSeconds, windowSeconds(take)),
    beforeWindow: spoilt(
      inSeconds.filter(({ fromJoin }) => fromJoin),
      secondsBeforeWindow(take),
    ),
    complaints: new Map(
      signals
        .filter((signal) => signal.type === 'viewers')
        .map((signal) => [signal.id, take.viewers.flatMap((viewer) => signal.checkViewer(viewer, take))]),
    ),
  };
}

/** Joins the findings about several groups of viewers, in the plan's order. */
export function joinFindings(parts: readonly Findings[]): Findings {
  return {
    inWindow: joined(
      parts.map(({ inWindow }) => inWindow),
      worst,
    ),
    beforeWindow: joined(
      parts.map(({ beforeWindow }) => beforeWindow),
      worst,
    ),
    complaints: joined(
      parts.map(({ complaints }) => complaints),
      (a, b) => [...a, ...b],
    ),
  };
}

export function windowSeconds(take: CommonTake): readonly Span[] {
  const window = measuredWindow(take);
  return window === undefined ? [] : secondsOf(window);
}

export function secondsBeforeWindow(take: CommonTake): readonly Span[] {
  const fromMs = firstJoinMs(take);
  const toMs = take.window?.fromMs;
  return fromMs === undefined || toMs === undefined || toMs <= fromMs ? [] : secondsOf({ fromMs, toMs });
}

function spoiltSeconds(signal: SecondSignal, take: RecordedTake, seconds: readonly Span[]): SpoiltSeconds {
  const spoilt = new Map<number, SpoiltSpan>();
  if (seconds.length === 0) return spoilt;
  for (const span of signal.spoiltSpans(take, seconds)) {
    let index = firstAtOrAfter(seconds.length, (at) => seconds[at]?.toMs ?? Number.NaN, span.fromMs);
    for (let second = seconds[index]; second !== undefined && second.fromMs < span.toMs; second = seconds[++index])
      if (mostlyIn(span, second)) keepWorst(spoilt, index, span);
  }
  return spoilt;
}

function worst(a: SpoiltSeconds, b: SpoiltSeconds): SpoiltSeconds {
  const found = new Map(a);
  for (const [second, span] of b) keepWorst(found, second, span);
  return found;
}

function keepWorst(spoilt: Map<number, SpoiltSpan>, second: number, span: SpoiltSpan): void {
  if (span.severity > (spoilt.get(second)?.severity ?? 0)) spoilt.set(second, span);
}

/**
 * Returns whether at least half of the span (or of the second) lies in the second: a sample's second and a window's second rarely
 * begin together.
 */
function mostlyIn(span: Span, second: Span): boolean {
  return overlapMs(span, second) >= Math.min(span.toMs - span.fromMs, second.toMs - second.fromMs) / 2;
}

function joined<T>(parts: readonly ReadonlyMap<string, T>[], both: (a: T, b: T) => T): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const [id, value] of parts.flatMap((part) => [...part])) {
    const known = found.get(id);
    found.set(id, known === undefined ? value : both(known, value));
  }
  return found;
}
