import type { BufferedPacket } from '../nack/retransmission-buffer.ts';
import { type RetransmissionDecision, RetransmissionLimiter } from '../nack/retransmission-limiter.ts';
import type { WebRtcTransport } from '../transport/webrtc-transport.ts';
import { MAX_QUEUE_MS, Pacer } from './pacer.ts';
import type { ViewerCounters } from './viewer-counters.ts';
import { HEADER_BYTES, type OutgoingPacket, type ViewerTrack } from './viewer-track.ts';

interface QueuedPacket {
  readonly packet: OutgoingPacket;
  readonly isRetransmission: boolean;
}

/** Current state of the path to the viewer and of the stream. */
export interface SendingConditions {
  readonly nowMs: number;
  readonly roundTripMs: number | undefined;
  readonly mediaBps: number;
}

/** Interval between checks for padding: a probe of 1 Mbit/s sends about two packets per interval. */
const PADDING_INTERVAL_MS = 5;

/** Longest wait for a packet to lose on purpose, and for its retransmission: nothing is lost in the measured window. */
const LOSE_WITHIN_MS = 500;
const LOSE_RETRANSMISSION_WITHIN_MS = 1500;

/** Called for each packet as it leaves; `sequence` is the transport-wide one, and padding has no `packet`. */
export type OnSent = (
  sequence: number,
  bytes: number,
  nowMs: number,
  track: ViewerTrack,
  packet: OutgoingPacket | undefined,
) => void;

/** Padding that a probe asks for. */
export interface PaddingPlan {
  /** Returns the bytes that must leave now, 0 for none. */
  paddingDue(nowMs: number): number;
  /** Returns the end of the running probe; undefined if there is none. */
  probesUntilMs(nowMs: number): number | undefined;
}

/** Send path of one viewer: paces, stamps and counts packets as they leave, and limits retransmissions. */
export class ViewerOutput {
  readonly #transport: WebRtcTransport;
  readonly #counters: ViewerCounters;
  readonly #pacer = new Pacer<QueuedPacket>();
  readonly #limiter = new RetransmissionLimiter();
  #timer: NodeJS.Timeout | undefined;
  #paddingTimer: NodeJS.Timeout | undefined;
  #transportSequence = 0;
  /** Rehearsed loss: what is left of it, by when, and of which packet once that is known. */
  #loss = { left: 0, untilMs: 0, sequenceNumber: Number.NaN };
  readonly #onSent: OnSent;
  readonly #onTimer = () => {
    this.#timer = undefined;
    this.#transport.guard(() => this.#flush());
  };

  constructor(transport: WebRtcTransport, counters: ViewerCounters, onSent: OnSent = () => {}) {
    this.#transport = transport;
    this.#counters = counters;
    this.#onSent = onSent;
  }

  get queuedMs(): number {
    return this.#pacer.queuedMs;
  }

  get isFull(): boolean {
    return this.#pacer.queuedMs > MAX_QUEUE_MS;
  }

  setMediaRate(mediaBps: number): void {
    this.#pacer.setMediaRate(mediaBps);
  }

  /** Sets the pacing rate directly, instead of as a multiple of the media rate. */
  setRate(rateBps: number): void {
    this.#pacer.setRate(rateBps);
  }

  /** Sends padding while the plan's probe runs. */
  pad(track: ViewerTrack, plan: PaddingPlan): void {
    clearTimeout(this.#paddingTimer);
    const nowMs = performance.now();
    if (plan.probesUntilMs(nowMs) === undefined) return;
    while (plan.paddingDue(nowMs) > 0) if (!this.#sendPadding(track, nowMs)) return;
    this.#paddingTimer = setTimeout(() => this.#transport.guard(() => this.pad(track, plan)), PADDING_INTERVAL_MS);
  }

  /** Sends without queueing, for audio: it is a thirtieth of the bitrate, and its loss is noticed first. */
  sendNow(packet: OutgoingPacket): void {
    this.#send({ packet, isRetransmission: false }, performance.now());
  }

  enqueue(packet: OutgoingPacket): void {
    this.#push({ packet, isRetransmission: false });
  }

  /**
   * Retransmits what it may of the packets that the viewer lost. Returns false if some are beyond repair. A packet lost
   * on the first mile is not: it is on its way, or the viewer will request a keyframe itself.
   */
  retransmit(track: ViewerTrack, sequenceNumbers: readonly number[], conditions: SendingConditions): boolean {
    let repairable = true;
    for (const sequenceNumber of sequenceNumbers) {
      this.#counters.nackedPackets += 1;
      if (track.isSuperseded(sequenceNumber)) {
        this.#counters.rtxRefused += 1;
        continue;
      }
      if (track.isAwaited(sequenceNumber)) continue;
      const buffered = track.buffered(sequenceNumber);
      const decision = buffered === undefined ? 'too-old' : this.#decide(buffered, conditions);
      if (buffered === undefined || decision !== 'send') {
        if (decision === 'too-old') repairable = false;
        this.#counters.rtxRefused += 1;
        continue;
      }
      buffered.retransmittedMs = conditions.nowMs;
      this.#counters.rtxSent += 1;
      this.#push({ packet: buffered.packet, isRetransmission: true });
    }
    return repairable;
  }

  #decide(
    { packet, sentMs, retransmittedMs }: BufferedPacket<OutgoingPacket>,
    conditions: SendingConditions,
  ): RetransmissionDecision {
    return this.#limiter.decide({ bytes: HEADER_BYTES + packet.payload.length, sentMs, retransmittedMs }, conditions);
  }

  /**
   * Loses the next video packet before it leaves: a rehearsed loss; the second time, its first retransmission. The packet stays
   * in the retransmission buffer, and takes no transport-wide number, so that the path's estimate does not count it.
   */
  loseNext(times: 1 | 2, nowMs: number): void {
    this.#loss = { left: times, untilMs: nowMs + LOSE_WITHIN_MS, sequenceNumber: Number.NaN };
  }

  /** Drops the queue: a keyframe of another stream takes its place. */
  dropQueue(): void {
    this.#pacer.clear();
  }

  /** Drops the queue and stops all timers. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    clearTimeout(this.#paddingTimer);
    this.#pacer.clear();
  }

  #push(queued: QueuedPacket): void {
    this.#pacer.push(queued, HEADER_BYTES + queued.packet.payload.length, queued.isRetransmission);
    this.#flush();
  }

  #flush(): void {
    const nowMs = performance.now();
    for (let queued = this.#pacer.take(nowMs); queued !== undefined; queued = this.#pacer.take(nowMs))
      this.#send(queued, nowMs);
    const dueMs = this.#pacer.nextDueMs();
    // A timer that is under way is early at worst, and then waits again.
    if (dueMs !== undefined) this.#timer ??= setTimeout(this.#onTimer, Math.max(1, dueMs - nowMs));
  }

  #send({ packet, isRetransmission }: QueuedPacket, nowMs: number): void {
    const { track } = packet;
    if (track.kind === 'video' && !isRetransmission) this.#counters.videoSent(packet.sequenceNumber);
    if (this.#loss.left > 0 && this.#isToLose({ packet, isRetransmission }, nowMs)) {
      if (!isRetransmission) track.write(packet, this.#transportSequence, nowMs);
      this.#counters.rehearsedLosses += 1;
      return;
    }
    const sequence = this.#nextSequence();
    this.#sendBytes(
      track,
      sequence,
      isRetransmission ? track.writeRetransmission(packet, sequence, nowMs) : track.write(packet, sequence, nowMs),
      nowMs,
      packet,
    );
  }

  /** Reports whether the packet is the one to lose. One that ends a picture is spared: its loss is noticed late. */
  #isToLose({ packet, isRetransmission }: QueuedPacket, nowMs: number): boolean {
    const { left, untilMs, sequenceNumber } = this.#loss;
    if (packet.track.kind !== 'video' || nowMs > untilMs) return false;
    if (isRetransmission ? packet.sequenceNumber !== sequenceNumber : packet.marker || !Number.isNaN(sequenceNumber))
      return false;
    this.#loss = {
      ...{ left: left - 1, sequenceNumber: packet.sequenceNumber },
      untilMs: nowMs + LOSE_RETRANSMISSION_WITHIN_MS,
    };
    return true;
  }

  #sendPadding(track: ViewerTrack, nowMs: number): boolean {
    const bytes = track.writePadding(this.#transportSequence + 1, nowMs);
    if (bytes === undefined) return false;
    this.#counters.paddingBytesOut += bytes.length;
    this.#sendBytes(track, this.#nextSequence(), bytes, nowMs);
    return true;
  }

  #nextSequence(): number {
    this.#transportSequence = (this.#transportSequence + 1) & 0xffff;
    return this.#transportSequence;
  }

  #sendBytes(track: ViewerTrack, sequence: number, bytes: Buffer, nowMs: number, packet?: OutgoingPacket): void {
    this.#counters.packetsOut += 1;
    this.#counters.bytesOut += bytes.length;
    this.#onSent(sequence, bytes.length, nowMs, track, packet);
    this.#transport.send(bytes);
  }
}
