import { measuredWindow } from '../../metrics/measured-window.ts';
import { overlapMs, type Span, secondsOf } from '../../metrics/span.ts';
import type { RecordedTake } from '../../model/recorded-take.ts';
import { isPublished } from '../../model/transport.ts';
import type { InvalidReason, Validity } from '../../model/verdict.ts';
import { BOUNDS } from './bounds.ts';
import { firstJoinMs } from './first-join.ts';
import { SIGNALS } from './registry.ts';
import type { SecondSignal, Signal, SpoiltSpan, TakeSignal } from './signal.ts';

/**
 * Whether a take proves anything. It does not if any signal of the whole take finds a fault, if more than 5 % of the window's
 * seconds are spoilt by any of the signals that come and go, or too many of the seconds between the first join and the window.
 */
export function checkValidity(take: RecordedTake): Validity {
  const all: readonly Signal[] = Object.values(SIGNALS);
  const isOwn = isPublished(take.header.take.scenario.broadcast.transport);
  const signals = all.filter(({ ofOwnStream }) => isOwn || ofOwnStream !== true);
  const window = measuredWindow(take);
  const seconds = window === undefined ? [] : secondsOf(window);
  const inWindow = signals.flatMap((signal) =>
    signal.type === 'second' ? [spoiltSeconds(signal, take, seconds)] : [],
  );
  const invalidSeconds = seconds.flatMap((_, second) => {
    const found = inWindow.filter(({ spoilt }) => spoilt.has(second)).map(({ signal }) => signal.id);
    return found.length === 0 ? [] : [{ second, signals: found }];
  });
  const tooMany = invalidSeconds.length > BOUNDS.invalidSeconds.limit * seconds.length;

  const reasons = signals.flatMap((signal): readonly InvalidReason[] => {
    if (signal.type === 'take') return faultOf(signal, take);
    const found = inWindow.find((spoilt) => spoilt.signal === signal);
    return tooMany && found !== undefined ? reasonOf(found, seconds.length) : [];
  });
  const found = [...reasons, ...beforeWindow(take, signals)];
  return { valid: found.length === 0, reasons: found, invalidSeconds };
}

function faultOf(signal: TakeSignal, take: RecordedTake): readonly InvalidReason[] {
  const fault = signal.check(take);
  return fault === undefined ? [] : [{ signal: signal.id, ...fault }];
}

interface SpoiltSeconds {
  readonly signal: SecondSignal;
  /** Second to the worst thing said about it. */
  readonly spoilt: ReadonlyMap<number, SpoiltSpan>;
}

function spoiltSeconds(signal: SecondSignal, take: RecordedTake, seconds: readonly Span[]): SpoiltSeconds {
  const spoilt = new Map<number, SpoiltSpan>();
  for (const span of signal.spoiltSpans(take, seconds))
    seconds.forEach((second, index) => {
      if (mostlyIn(span, second) && span.severity > (spoilt.get(index)?.severity ?? 0)) spoilt.set(index, span);
    });
  return { signal, spoilt };
}

/** A sample's second and a window's second rarely begin together: it counts where at least half of it (or of the second) lies. */
function mostlyIn(span: Span, second: Span): boolean {
  return overlapMs(span, second) >= Math.min(span.toMs - span.fromMs, second.toMs - second.fromMs) / 2;
}

function reasonOf({ signal, spoilt }: SpoiltSeconds, secondCount: number): readonly InvalidReason[] {
  const worst = worstOf(spoilt);
  if (worst === undefined) return [];
  const seconds = spoilt.size;
  return [
    {
      signal: signal.id,
      reason: `In ${seconds} of ${secondCount} measured seconds: at worst ${worst.detail}.`,
      advice: signal.advice,
      seconds,
    },
  ];
}

function beforeWindow(take: RecordedTake, signals: readonly Signal[]): readonly InvalidReason[] {
  const fromMs = firstJoinMs(take);
  const toMs = take.window?.fromMs;
  if (fromMs === undefined || toMs === undefined || toMs <= fromMs) return [];
  const seconds = secondsOf({ fromMs, toMs });
  const found = signals
    .filter((signal): signal is SecondSignal => signal.type === 'second' && signal.fromJoin)
    .map((signal) => spoiltSeconds(signal, take, seconds))
    .filter(({ spoilt }) => spoilt.size > 0);
  const spoiltCount = new Set(found.flatMap(({ spoilt }) => [...spoilt.keys()])).size;
  if (spoiltCount <= BOUNDS.invalidSecondsBeforeWindow.limit * seconds.length) return [];
  return found.map(({ signal, spoilt }) => ({
    signal: `${signal.id}-before-window`,
    reason: `In ${spoilt.size} of ${seconds.length} s between the first join and the measured time: at worst ${worstOf(spoilt)?.detail}. The viewers' buffers may still be swollen by it.`,
    advice: signal.advice,
  }));
}

function worstOf(spoilt: ReadonlyMap<number, SpoiltSpan>): SpoiltSpan | undefined {
  return [...spoilt.values()].toSorted((a, b) => b.severity - a.severity)[0];
}
