import type { DownlinkState } from './downlink-estimate.ts';
import type { ProbeResult } from './probe-rate.ts';

/** Sending at a higher rate than the layer's for a while, filled up with padding, to learn what the way would carry. */
export interface Probe {
  readonly id: number;
  readonly rateBps: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * First a glance: long enough for some fifteen packets, so short that its surplus waits some tens of ms at most. What passes is
 * then confirmed for as long as a queue takes to show, before anyone's picture depends on it.
 */
const GLANCE_MS = 60;
const CONFIRM_MS = 400;
/** Beyond what is wanted: a rate that just passes would not for long. */
const MARGIN = 1.1;
/** A glance goes no further than this beyond what is known: what is far too much queues all the longer. */
const MAX_STEP = 2;
/** After a success the next step is tried at once, after a failure so much later: one of 400 ms has made a queue. */
const RETRY_MS = { glance: 1500, confirm: 3000 } as const;
/** What must arrive of a probe's rate. Within 60 ms jitter tells much; the confirmation is what counts. */
const MIN_ARRIVED = { glance: 0.8, confirm: 1 / MARGIN } as const;
/** Feedback that is not here a round trip and this after the probe's end is lost. */
const FEEDBACK_MS = 500;
/** A queue this long is not to be made longer. */
const MAX_QUEUE_MS = 30;
/** Of a probe's packets; more than one, and more than this, is a full queue, or a way that drops instead of queueing. */
const MAX_LOSS = 0.1;

type Stage = 'glance' | 'confirm';

/** Decides when to probe, how fast, and what a probe has shown. No clock of its own. */
export class ProbeController {
  #nextId = 1;
  #notBeforeMs = Number.NEGATIVE_INFINITY;
  #running: (Probe & { readonly stage: Stage; readonly goalBps: number }) | undefined;
  /** What glances have passed, to be confirmed once it is enough. */
  #passedBps: number | undefined;

  get running(): Probe | undefined {
    return this.#running;
  }

  /** Whether packets sent now are a probe's. */
  activeAt(nowMs: number): Probe | undefined {
    const probe = this.#running;
    return probe !== undefined && nowMs >= probe.fromMs && nowMs < probe.toMs ? probe : undefined;
  }

  /** `wantedBps`: what the next layer up needs; undefined when there is none, or it is not to be tried now. */
  plan(nowMs: number, wantedBps: number | undefined, { estimateBps, usage, queueDelayMs }: DownlinkState): void {
    const running = this.#running;
    if (running !== undefined) {
      // A burst may look like overuse; a queue is one.
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
    const stage = knownBps >= wantedBps ? 'confirm' : 'glance';
    const toMs = nowMs + (stage === 'confirm' ? CONFIRM_MS : GLANCE_MS);
    const goalBps = Math.min(wantedBps, knownBps * MAX_STEP);
    this.#running = { id: this.#nextId++, rateBps: MARGIN * goalBps, goalBps, fromMs: nowMs, toMs, stage };
  }

  /** Whether the running probe's answer is complete or will not come. */
  isDue(nowMs: number, roundTripMs: number): boolean {
    return this.#running !== undefined && nowMs >= this.#running.toMs + roundTripMs + FEEDBACK_MS;
  }

  /** Ends the running probe. Gives the rate that is now known to get through, if it is. */
  conclude({ rateBps, lost, lossFraction }: ProbeResult, nowMs: number): number | undefined {
    const running = this.#running;
    if (running === undefined) return undefined;
    const isLossy = lost > 1 && lossFraction > MAX_LOSS;
    if (rateBps === undefined || rateBps < running.rateBps * MIN_ARRIVED[running.stage] || isLossy) {
      this.#fail(running.stage, nowMs);
      return undefined;
    }
    this.#running = undefined;
    if (running.stage === 'glance') {
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
