import type { ProbeResult } from '../../congestion/probe-rate.ts';
import type { DownlinkState } from './downlink-estimate.ts';

/** Short phase of sending above the layer's bitrate, filled up with padding, to learn what the path would carry. */
export interface Probe {
  readonly id: number;
  readonly rateBps: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Durations of the two kinds of probe. A short one has some fifteen packets, and its surplus queues for tens of ms at
 * most. The rate it passes is then confirmed for as long as a queue takes to show, before anyone's picture depends on
 * it.
 */
const SHORT_MS = 60;
const CONFIRM_MS = 400;
/** Factor above the goal: a rate that only just passes would not hold for long. */
const RATE_MARGIN = 1.1;
/** Largest factor of a short probe over the known rate: the further beyond capacity, the longer the queue. */
const MAX_STEP = 2;
/**
 * Wait after a failed probe; after a success the next follows at once. A confirming probe of 400 ms has built up a
 * queue.
 */
const RETRY_MS = { short: 1500, confirm: 3000 } as const;
/** Share of a probe's rate that must be received. Within 60 ms jitter matters much; the confirming probe decides. */
const MIN_RECEIVED = { short: 0.8, confirm: 1 / RATE_MARGIN } as const;
/** Feedback missing a round trip plus this time after the probe's end is lost. */
const FEEDBACK_MS = 500;
/** Queue delay beyond which probing would only make it longer. */
const MAX_QUEUE_MS = 30;
/**
 * Loss of more than one packet and of more than this share means a full queue, or a bottleneck that drops instead of
 * queueing.
 */
const MAX_LOSS = 0.1;

type Stage = 'short' | 'confirm';

/** Decides when and how fast to probe, and what a probe has shown. Times are passed in. */
export class ProbeController {
  #nextId = 1;
  #notBeforeMs = Number.NEGATIVE_INFINITY;
  #running: (Probe & { readonly stage: Stage; readonly goalBps: number }) | undefined;
  /** Rate that short probes have passed, to be confirmed once it suffices. */
  #passedBps: number | undefined;

  get running(): Probe | undefined {
    return this.#running;
  }

  /** Returns the probe that packets sent now belong to. */
  activeAt(nowMs: number): Probe | undefined {
    const probe = this.#running;
    return probe !== undefined && nowMs >= probe.fromMs && nowMs < probe.toMs ? probe : undefined;
  }

  /**
   * Starts a probe if one is due. `wantedBps` is what the next layer up needs; undefined when there is none, or it must
   * not be tried now.
   */
  plan(nowMs: number, wantedBps: number | undefined, { estimateBps, usage, queueDelayMs }: DownlinkState): void {
    const running = this.#running;
    if (running !== undefined) {
      // A burst may look like overuse; a standing queue is overuse.
      const isHarmful = usage === 'over' && queueDelayMs > MAX_QUEUE_MS;
      if (isHarmful && nowMs < running.toMs) this.#fail(running.stage, nowMs);
      return;
    }
    if (wantedBps === undefined || estimateBps >= wantedBps) {
      this.#passedBps = undefined;
      return;
    }
    if (nowMs < this.#notBeforeMs || queueDelayMs > MAX_QUEUE_MS) return;
    const knownBps = Math.max(estimateBps, this.#passedBps ?? 0);
    const stage = knownBps >= wantedBps ? 'confirm' : 'short';
    const toMs = nowMs + (stage === 'confirm' ? CONFIRM_MS : SHORT_MS);
    const goalBps = Math.min(wantedBps, knownBps * MAX_STEP);
    this.#running = { id: this.#nextId++, rateBps: RATE_MARGIN * goalBps, goalBps, fromMs: nowMs, toMs, stage };
  }

  /** Returns whether the running probe's feedback is overdue. */
  isDue(nowMs: number, roundTripMs: number): boolean {
    return this.#running !== undefined && nowMs >= this.#running.toMs + roundTripMs + FEEDBACK_MS;
  }

  /** Ends the running probe. Returns the rate in bit/s that is now known to get through, if it is. */
  conclude({ rateBps, lost, lossFraction }: ProbeResult, nowMs: number): number | undefined {
    const running = this.#running;
    if (running === undefined) return undefined;
    const isLossy = lost > 1 && lossFraction > MAX_LOSS;
    if (rateBps === undefined || rateBps < running.rateBps * MIN_RECEIVED[running.stage] || isLossy) {
      this.#fail(running.stage, nowMs);
      return undefined;
    }
    this.#running = undefined;
    if (running.stage === 'short') {
      this.#passedBps = running.goalBps;
      return undefined;
    }
    this.#passedBps = undefined;
    return rateBps;
  }

  #fail(stage: Stage, nowMs: number): void {
    this.#running = undefined;
    this.#passedBps = undefined;
    this.#notBeforeMs = nowMs + RETRY_MS[stage];
  }
}
