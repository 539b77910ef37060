import type { CommonTake, RecordedTake } from '../../model/recording/recorded-take.ts';
import type { InvalidReason, Validity } from '../../model/result/verdict.ts';
import { TAKE_BOUNDS } from './bounds.ts';
import {
  type Findings,
  findFaults,
  type SpoiltSeconds,
  secondsBeforeWindow,
  signalsFor,
  windowSeconds,
} from './findings.ts';
import { atMost } from './readings.ts';
import type { SecondSignal, Signal, SpoiltSpan, TakeSignal, ViewersSignal } from './signal.ts';

/** Suffix of a signal's id in reasons that concern the seconds before the window: the same trouble, earlier. */
export const BEFORE_WINDOW = '-before-window';

/**
 * Checks whether a take proves anything. It does not if any signal of the whole take finds a fault, if too many of the window's
 * seconds are spoilt by signals that come and go, or too many of the seconds between the first join and the window (TAKE_BOUNDS).
 */
export function checkValidity(take: RecordedTake): Validity {
  return decideValidity(take, findFaults(take));
}

/** Decides the same from findings about the viewers that were gathered before. */
export function decideValidity(take: CommonTake, findings: Findings): Validity {
  const signals = signalsFor(take);
  const seconds = windowSeconds(take);
  const invalidSeconds = seconds.flatMap((_, second) => {
    const found = signals.map(({ id }) => id).filter((id) => findings.inWindow.get(id)?.has(second));
    return found.length === 0 ? [] : [{ second, signals: found }];
  });
  const tooMany = invalidSeconds.length > TAKE_BOUNDS.invalidSeconds.limit * seconds.length;

  const reasons = signals.flatMap((signal): readonly InvalidReason[] => {
    if (signal.type === 'take') return faultOf(signal, take);
    if (signal.type === 'viewers') return faultOfViewers(signal, take, findings.complaints.get(signal.id) ?? []);
    const spoilt = findings.inWindow.get(signal.id);
    return tooMany && spoilt !== undefined ? reasonOf(signal, spoilt, seconds.length) : [];
  });
  const found = [...reasons, ...beforeWindow(take, signals, findings)];
  return { valid: found.length === 0, reasons: found, invalidSeconds };
}

function faultOf(signal: TakeSignal, take: CommonTake): readonly InvalidReason[] {
  const fault = signal.check(take);
  if (fault === undefined) return [];
  return [{ signal: signal.id, reason: fault.reason, advice: fault.advice ?? signal.advice.en }];
}

function faultOfViewers(
  signal: ViewersSignal,
  take: CommonTake,
  ofViewers: readonly string[],
): readonly InvalidReason[] {
  const ofTake = signal.checkTake?.(take) ?? [];
  if (ofTake.length + ofViewers.length === 0) return [];
  return [{ signal: signal.id, reason: signal.reason(ofViewers, ofTake), advice: signal.advice.en }];
}

function reasonOf(signal: SecondSignal, spoilt: SpoiltSeconds, secondCount: number): readonly InvalidReason[] {
  const worst = worstOf(spoilt);
  if (worst === undefined) return [];
  const seconds = spoilt.size;
  return [
    {
      signal: signal.id,
      reason: `In ${seconds} of ${secondCount} measured seconds ${atMost(TAKE_BOUNDS.invalidSeconds)}: at worst ${worst.detail}.`,
      advice: signal.advice.en,
      seconds,
    },
  ];
}

function beforeWindow(take: CommonTake, signals: readonly Signal[], findings: Findings): readonly InvalidReason[] {
  const seconds = secondsBeforeWindow(take);
  if (seconds.length === 0) return [];
  const found = signals
    .filter((signal) => signal.type === 'second')
    .map((signal) => ({ signal, spoilt: findings.beforeWindow.get(signal.id) ?? new Map<number, SpoiltSpan>() }))
    .filter(({ spoilt }) => spoilt.size > 0);
  const spoiltCount = new Set(found.flatMap(({ spoilt }) => [...spoilt.keys()])).size;
  if (spoiltCount <= TAKE_BOUNDS.invalidSecondsBeforeWindow.limit * seconds.length) return [];
  return found.map(({ signal, spoilt }) => ({
    signal: `${signal.id}${BEFORE_WINDOW}`,
    reason: `In ${spoilt.size} of ${seconds.length} s between the first join and the measured time ${atMost(TAKE_BOUNDS.invalidSecondsBeforeWindow)}: at worst ${worstOf(spoilt)?.detail}. The viewers' buffers may still be swollen by it.`,
    advice: signal.advice.en,
  }));
}

function worstOf(spoilt: SpoiltSeconds): SpoiltSpan | undefined {
  return [...spoilt.values()].toSorted((a, b) => b.severity - a.severity)[0];
}
