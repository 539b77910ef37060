import { type Inbound, inboundReport } from './inbound-report.ts';
import type { MeasuredReport } from './measured-stats.ts';
import type { StatsReport } from './w3c-stats.ts';

// libwebrtc holds the picture back for sound that comes later (StreamSynchronization::ComputeDelays): once a second it averages by
// how much the picture is ahead, and from 30 ms on it holds it by half of that more, and restarts its average. So the latency
// rises in steps of some 15 ms until half a minute after the join, on lines that never lose a packet too.

/** Samples, one a second, whose median stands for a moment: one alone may catch a frame just before the next. */
const SAMPLES = 3;
/** Older samples say nothing of a moment, ms. */
const AROUND_MS = 6000;
/**
 * Lead of the picture, by the browser's estimates, up to which it is held no further. Measured: steps from 17 ms on, since the
 * estimates count some 13 ms less than libwebrtc compares.
 */
const REST_MS = 16;
/**
 * Time without a step after which none is waited for: from 31 ms, the least that can bring one, it takes 12 s, and one may not show.
 * What the picture is held by begins from nothing, not from the delay that the network asks for; and sound that was held back
 * for a large first buffer comes forward first.
 */
const LAST_STEP_AFTER_MS = 24_000;
/** Change of the hold that is a step, ms: a step is half of 30 ms, and one within a sample shows in part. */
const STEP_MS = 4;

interface Counts {
  readonly id: string;
  readonly heldS: number;
  readonly frames: number;
}

/** Follows how long a viewer's browser holds the picture back for its sound, by its statistics. */
export class HoldMeter {
  #counts: Counts | undefined;
  /** Hold at the last step, and when that was. */
  #level: { readonly holdMs: number; readonly sinceMs: number } | undefined;
  #leads: { readonly atMs: number; readonly leadMs: number }[] = [];

  /** Takes the reports of a sample; samples must be in order of time. */
  add(atMs: number, reports: readonly (StatsReport | MeasuredReport)[]): void {
    const [video, audio] = [inboundReport(reports, 'video'), inboundReport(reports, 'audio')];
    if (video !== undefined) this.#addHold(atMs, video);
    const [picture, sound] = [video?.estimatedPlayoutTimestamp, audio?.estimatedPlayoutTimestamp];
    if (picture === undefined || sound === undefined) return;
    this.#leads = [...this.#leads, { atMs, leadMs: picture - sound }].slice(-SAMPLES);
  }

  /** Returns by how much the picture plays ahead of its sound, ms; undefined where the browser has reported it too seldom lately. */
  leadAt(ms: number): number | undefined {
    const recent = this.#leads.filter(({ atMs }) => ms - atMs <= AROUND_MS);
    if (recent.length < SAMPLES) return undefined;
    return recent.map(({ leadMs }) => leadMs).toSorted((a, b) => a - b)[SAMPLES >> 1];
  }

  /** Reports whether the picture is held no further; undefined where the browser does not report it. */
  isAtRest(ms: number): boolean | undefined {
    const leadMs = this.leadAt(ms);
    if (leadMs === undefined || this.#level === undefined) return undefined;
    return leadMs <= REST_MS || ms - this.#level.sinceMs >= LAST_STEP_AFTER_MS;
  }

  #addHold(atMs: number, report: Inbound<StatsReport | MeasuredReport>): void {
    const { id, jitterBufferTargetDelay, jitterBufferMinimumDelay, jitterBufferEmittedCount: frames } = report;
    if (jitterBufferTargetDelay === undefined || jitterBufferMinimumDelay === undefined || frames === undefined) return;
    const now = { id, heldS: jitterBufferTargetDelay - jitterBufferMinimumDelay, frames };
    const before = this.#counts?.id === id && this.#counts.frames <= frames ? this.#counts : undefined;
    this.#counts = now;
    if (before === undefined || now.frames === before.frames) return;
    const holdMs = (1000 * (now.heldS - before.heldS)) / (now.frames - before.frames);
    if (this.#level === undefined || Math.abs(holdMs - this.#level.holdMs) >= STEP_MS)
      this.#level = { holdMs, sinceMs: atMs };
  }
}
