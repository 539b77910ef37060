import { DownlinkEstimate } from '../../../src/sfu/bwe/downlink-estimate.ts';
import type { TransportFeedback } from '../../../src/sfu/rtcp/transport-cc.ts';

const FPS = 30;
const PACKET_BYTES = 1100;
const HEADER_BYTES = 32;
/** Chromium's pacer: bursts every 5 ms, at this multiple of the target rate. */
const PACER_MS = 5;
const PACING = 2.5;
const FEEDBACK_MS = 50;
const BACK_MS = 50;
/** Time by which probes have raised the estimate, as Chromium's do in the first second, and the multiple they reach. */
const PROBED_MS = 1000;
const PROBED = 1.5;
const SETTLED_MS = 10_000;
/** Resolution of arrival times in transport-cc: 0.25 ms. */
const STEPS_PER_MS = 4;

/** Returns when a packet sent at `atMs` arrives, or a negative number if it never does. Called in the order of sending. */
export type Transit = (atMs: number, bytes: number) => number;

export interface SentUnderGcc {
  /** Mean rate of an encoder from 10 s on, as a share of its cap `capBps`. */
  readonly share: number;
  /** Number of feedback messages after which the path was considered overused. */
  readonly overused: number;
}

/** Simulates an encoder that follows congestion control (the origin's, modelled on libwebrtc) over a path. */
export function sendUnderGcc(transit: Transit, { capBps = 1_200_000, seconds = 60 } = {}): SentUnderGcc {
  const estimate = new DownlinkEstimate();
  const waiting: number[] = [];
  const flying: { readonly sequence: number; readonly dueMs: number }[] = [];
  const feedbacks: { readonly dueMs: number; readonly feedback: TransportFeedback }[] = [];
  let targetBps = 300_000;
  let sequence = 0;
  let debtBytes = 0;
  let sentBytes = 0;
  let overused = 0;
  let frames = 0;
  for (let nowMs = 0; nowMs < seconds * 1000; nowMs++) {
    if (nowMs === PROBED_MS) estimate.raiseTo(capBps * PROBED);
    while ((feedbacks[0]?.dueMs ?? Number.POSITIVE_INFINITY) <= nowMs) {
      const { feedback } = feedbacks.shift() ?? {};
      if (feedback !== undefined) estimate.feedback(feedback, 2 * BACK_MS, nowMs);
      if (estimate.state.usage === 'over') overused++;
      targetBps = Math.min(capBps, estimate.state.estimateBps);
    }
    if (nowMs >= (frames * 1000) / FPS) {
      frames++;
      const packets = Math.ceil(targetBps / 8 / FPS / PACKET_BYTES);
      for (let n = 0; n < packets; n++) waiting.push(Math.round(targetBps / 8 / FPS / packets));
    }
    if (nowMs % PACER_MS === 0) {
      let budgetBytes = (targetBps * PACING * PACER_MS) / 8000 - debtBytes;
      for (let bytes = waiting[0]; bytes !== undefined && budgetBytes > 0; bytes = waiting[0]) {
        waiting.shift();
        budgetBytes -= bytes;
        if (nowMs >= SETTLED_MS) sentBytes += bytes;
        sequence = (sequence + 1) & 0xffff;
        estimate.sent(sequence, bytes + HEADER_BYTES, nowMs, undefined);
        flying.push({ sequence, dueMs: transit(nowMs, bytes + HEADER_BYTES + 28) });
      }
      debtBytes = Math.max(0, -budgetBytes);
    }
    const last = flying.findLastIndex(({ dueMs }) => dueMs >= 0 && dueMs <= nowMs);
    if (nowMs % FEEDBACK_MS === 0 && last >= 0) {
      const told = flying.splice(0, last + 1);
      const arrivalsUs = told.map(({ dueMs }) =>
        dueMs < 0 ? undefined : (Math.round(dueMs * STEPS_PER_MS) * 1000) / STEPS_PER_MS,
      );
      const feedback = { baseSequence: told[0]?.sequence ?? 0, feedbackCount: 0, arrivalsUs };
      feedbacks.push({ dueMs: nowMs + BACK_MS, feedback });
    }
  }
  return { share: (sentBytes * 8000) / (seconds * 1000 - SETTLED_MS) / capBps, overused };
}
