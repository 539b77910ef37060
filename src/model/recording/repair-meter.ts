import { type Inbound, inboundReport } from './inbound-report.ts';
import type { MeasuredReport } from './measured-stats.ts';
import type { StatsReport } from './w3c-stats.ts';

// Chromium's jitter buffer for video, libwebrtc's modules/video_coding/timing: JitterEstimator adds a round trip to the
// delay from the third frame on that came by retransmission (kNackLimit), and takes it away again once a minute has
// passed without one (kNackCountTimeout). That is the target. VCMTiming raises the delay itself towards it with each frame that
// comes too late for it, by as much as it is late: after one repaired at the second attempt it has reached the target.

/** Frames repaired by retransmission after which the round trip is added. */
const REPAIRS_TO_SETTLE = 3;
const KEPT_MS = 60_000;
/** Distance of the delay from its target that is left: what a delay that has reached it shows. Measured: up to 6 ms. */
const NEAR_TARGET_MS = 15;
/** Time for the delay to follow, by the round trip: repairs that are late for it take some. Assumption. */
const GROWTH_MS_PER_S = 100;

interface BufferCounts {
  readonly id: string;
  /** Target minus delay, summed over the frames, s. */
  readonly belowS: number;
  readonly frames: number;
}

/** Knowledge after a sample; it holds until the next one. */
export interface RepairState {
  /** Repairs that the buffer remembers, at most REPAIRS_TO_SETTLE, and the time from which it has forgotten them. */
  readonly repairs: number;
  readonly forgottenFromMs: number;
  /** Time at which the buffer has grown by the round trip; undefined where it does not grow, or where it is unknown how long that takes. */
  readonly settledFromMs: number | undefined;
  readonly hasRoundTrip: boolean;
  readonly isBelowTarget: boolean;
}

/** Reports whether the buffer has its lasting size: grown by a round trip, and not about to lose it. */
export function isSettledAt({ settledFromMs, forgottenFromMs }: RepairState, ms: number): boolean {
  return settledFromMs !== undefined && ms >= settledFromMs && ms < forgottenFromMs;
}

/** Reports whether the buffer needs another repair to settle; if not, it is settled or grows. */
export function needsRepairAt({ repairs, forgottenFromMs }: RepairState, ms: number): boolean {
  return repairs < REPAIRS_TO_SETTLE || ms >= forgottenFromMs;
}

/**
 * Counts a viewer's repaired frames by its statistics. Every sample with retransmitted payload counts as one frame,
 * which is the least it can be. (Padding of bandwidth probes is retransmission without payload.)
 */
export class RepairMeter {
  /** Repairs that the buffer remembers, at most REPAIRS_TO_SETTLE. */
  #repairs = 0;
  #lastRepairMs = Number.NEGATIVE_INFINITY;
  /** Time of the repair after which the round trip is added, and time at which the buffer has grown by it. */
  #growsFromMs: number | undefined;
  #settledFromMs: number | undefined;
  #streamId: string | undefined;
  #bytes = 0;
  /** Undefined until the browser reports it: until then it is unknown how long the buffer takes to grow by it. */
  #roundTripS: number | undefined;
  #buffer: BufferCounts | undefined;
  #belowTargetMs: number | undefined;

  /** Reports whether any video has been seen in the statistics. */
  get hasStream(): boolean {
    return this.#streamId !== undefined;
  }

  get state(): RepairState {
    const { repairs, hasRoundTrip, isBelowTarget } = this;
    const forgottenFromMs = this.#lastRepairMs + KEPT_MS;
    return { repairs, hasRoundTrip, isBelowTarget, forgottenFromMs, settledFromMs: this.#settledFromMs };
  }

  /** Frames repaired that the buffer remembers; counts no further than REPAIRS_TO_SETTLE. */
  get repairs(): number {
    return this.#repairs;
  }

  needsRepairAt(ms: number): boolean {
    return needsRepairAt(this.state, ms);
  }

  /** Distance of the mean delay of the last sample's frames from their target, ms; undefined where it is not known. */
  get belowTargetMs(): number | undefined {
    return this.#belowTargetMs;
  }

  /** Reports whether the delay is known to be below its target still. */
  get isBelowTarget(): boolean {
    return this.#belowTargetMs !== undefined && this.#belowTargetMs > NEAR_TARGET_MS;
  }

  /** Reports whether a round trip has been seen in the statistics; without one the buffer never counts as settled. */
  get hasRoundTrip(): boolean {
    return this.#roundTripS !== undefined;
  }

  /** Takes the reports of a sample; samples must be in order of time. */
  add(atMs: number, reports: readonly (StatsReport | MeasuredReport)[]): void {
    for (const report of reports)
      if (report.type === 'candidate-pair') this.#roundTripS = report.currentRoundTripTime ?? this.#roundTripS;
    const video = inboundReport(reports, 'video');
    if (video !== undefined) this.#addVideo(atMs, video);
    if (this.#growsFromMs !== undefined && this.#roundTripS !== undefined)
      this.#settledFromMs ??= this.#growsFromMs + (this.#roundTripS * 1000 * 1000) / GROWTH_MS_PER_S;
  }

  #addVideo(atMs: number, video: Inbound<StatsReport | MeasuredReport>): void {
    // Chromium leaves the field out until the first retransmission has come.
    const { id, retransmittedBytesReceived: bytes = 0 } = video;
    // Another stream, or a counter that fell, is a new connection, with a new buffer.
    if (this.#streamId !== undefined && (id !== this.#streamId || bytes < this.#bytes)) {
      this.#forgetRepairs();
      this.#bytes = 0;
    }
    this.#compareWithTarget(video);
    const isRepaired = bytes > this.#bytes;
    this.#streamId = id;
    this.#bytes = bytes;
    if (isRepaired) this.#repaired(atMs);
  }

  isSettledAt(ms: number): boolean {
    return isSettledAt(this.state, ms);
  }

  #compareWithTarget(video: Inbound<StatsReport | MeasuredReport>): void {
    const { id, jitterBufferDelay, jitterBufferTargetDelay, jitterBufferEmittedCount: frames } = video;
    if (jitterBufferDelay === undefined || jitterBufferTargetDelay === undefined || frames === undefined) return;
    const now = { id, belowS: jitterBufferTargetDelay - jitterBufferDelay, frames };
    const before = this.#buffer?.id === id ? this.#buffer : undefined;
    this.#buffer = now;
    if (before === undefined || now.frames <= before.frames) return;
    this.#belowTargetMs = (1000 * (now.belowS - before.belowS)) / (now.frames - before.frames);
  }

  #repaired(atMs: number): void {
    if (atMs - this.#lastRepairMs >= KEPT_MS) this.#forgetRepairs();
    if (this.#repairs < REPAIRS_TO_SETTLE && ++this.#repairs === REPAIRS_TO_SETTLE) this.#growsFromMs = atMs;
    this.#lastRepairMs = atMs;
  }

  #forgetRepairs(): void {
    this.#repairs = 0;
    this.#lastRepairMs = Number.NEGATIVE_INFINITY;
    this.#growsFromMs = undefined;
    this.#settledFromMs = undefined;
  }
}
