import type { FrameStampsLine } from '../../model/recording/frame-lines.ts';
import { rtpStep } from '../../model/recording/rtp-steps.ts';
import { isSampledFrame } from '../../model/recording/sampled-frames.ts';
import { ReceiverClock } from '../rtcp/receiver-clock.ts';
import type { TransportFeedback } from '../rtcp/transport-cc.ts';
import type { SourcePacket } from '../rtp/source-packet.ts';
import type { OutgoingPacket } from './viewer-track.ts';

/** Time after which a frame whose packets have all arrived gets no more of them: a first mile's repair takes less. */
const SETTLED_MS = 1000;
/** Time after which an arrival is no longer reported. */
const GIVEN_UP_MS = 5000;
/** Arrival this long before departure, or after it, is of a receiver with another clock. */
const MAX_AHEAD_MS = 50;
/** Longest time on the first mile: further apart, two RTP timestamps are of two sources. */
const LONGEST_UPLOAD_MS = 10_000;
const TICKS_PER_MS = 90;

interface StampedPacket {
  outMs?: number;
  arrivedMs?: number;
}

/** Sampled frame on its way to the viewer; times on this process's monotonic clock. */
interface StampedFrame {
  readonly firstInMs: number;
  inMs: number;
  firstSentMs: number;
  sentMs: number;
  readonly packets: Map<number, StampedPacket>;
}

type Departure = Pick<StampedFrame, 'firstSentMs' | 'sentMs'>;
type Stamps = Readonly<Record<'inMs' | 'sendingMs' | 'firstMileMs' | 'originMs' | 'pathMs', number>>;

/** Stamps of the sampled frames of one viewer's video, complete once the viewer has reported their arrival. */
export class FrameStamps {
  readonly #clock: ReceiverClock;
  readonly #timeOriginMs: number;
  /** Frames in order of forwarding, by the viewer's RTP timestamp. */
  readonly #frames = new Map<number, StampedFrame>();
  /** Packets by transport-wide sequence number; each send overwrites what the number meant before. */
  readonly #packets = new Map<number, StampedPacket>();
  /** Frame last known to have left the publisher, and when. */
  #left: { readonly timestamp: number; readonly firstSentMs: number } | undefined;

  constructor(clock = new ReceiverClock(), timeOriginMs = performance.timeOrigin) {
    this.#clock = clock;
    this.#timeOriginMs = timeOriginMs;
  }

  /** Notes a video packet before it is queued for the viewer. */
  forwarded({ timestamp, sequenceNumber, payload }: OutgoingPacket, { arrivalMs, sentMs }: SourcePacket): void {
    // Empty packets only fill the numbering.
    if (payload.length === 0 || !isSampledFrame(timestamp)) return;
    let frame = this.#frames.get(timestamp);
    if (frame === undefined) {
      frame = {
        ...{ firstInMs: arrivalMs, inMs: arrivalMs, packets: new Map() },
        ...{ firstSentMs: Number.POSITIVE_INFINITY, sentMs: Number.NEGATIVE_INFINITY },
      };
      this.#frames.set(timestamp, frame);
    }
    frame.inMs = Math.max(frame.inMs, arrivalMs);
    if (sentMs !== undefined) {
      frame.firstSentMs = Math.min(frame.firstSentMs, sentMs);
      frame.sentMs = Math.max(frame.sentMs, sentMs);
    }
    frame.packets.set(sequenceNumber, {});
  }

  /** Notes any packet as it leaves; `packet` is undefined for padding. */
  sent(transportSequence: number, packet: OutgoingPacket | undefined, nowMs: number): void {
    const stamped =
      packet?.track.kind === 'video' && isSampledFrame(packet.timestamp)
        ? this.#frames.get(packet.timestamp)?.packets.get(packet.sequenceNumber)
        : undefined;
    if (stamped === undefined) {
      this.#packets.delete(transportSequence);
      return;
    }
    // Resends keep the first departure: the time they take belongs to the path.
    stamped.outMs ??= nowMs;
    this.#packets.set(transportSequence, stamped);
  }

  /** Notes arrivals; of a packet sent twice the first one counts. */
  feedback({ baseSequence, arrivalsUs }: TransportFeedback, nowMs: number): void {
    for (let index = 0; index < arrivalsUs.length; index++) {
      const arrivalUs = arrivalsUs[index];
      const sequence = (baseSequence + index) & 0xffff;
      const packet = arrivalUs === undefined ? undefined : this.#packets.get(sequence);
      if (arrivalUs === undefined || packet === undefined) continue;
      this.#packets.delete(sequence);
      const arrivedMs = this.#clock.toLocal(arrivalUs / 1000, nowMs);
      packet.arrivedMs = Math.min(packet.arrivedMs ?? arrivedMs, arrivedMs);
    }
  }

  /** Returns what is complete since the last call; undefined if there is nothing. */
  take(viewer: string, nowMs: number): FrameStampsLine | undefined {
    const complete: [number, Stamps][] = [];
    let incomplete = 0;
    for (const [timestamp, frame] of this.#frames) {
      const ageMs = nowMs - frame.firstInMs;
      if (ageMs < SETTLED_MS) break;
      const departure = this.#departureOf(timestamp, frame);
      const stamps = departure && stampsOf(frame, departure);
      if (stamps === undefined && ageMs < GIVEN_UP_MS) continue;
      this.#frames.delete(timestamp);
      if (stamps === undefined) incomplete += 1;
      else complete.push([timestamp, stamps]);
    }
    if (complete.length === 0 && incomplete === 0) return undefined;
    const atMs = this.#timeOriginMs + nowMs;
    const baseMs = Math.floor(this.#timeOriginMs + (complete[0]?.[1].inMs ?? nowMs));
    const column = (name: keyof Stamps, lessMs = 0) => complete.map(([, stamps]) => tenths(stamps[name] - lessMs));
    return {
      ...{ type: 'frame-stamps', atMs, viewer, baseMs },
      rtpSteps: complete.map(([timestamp], i) => rtpStep(timestamp, complete[i - 1]?.[0])),
      inMs: column('inMs', baseMs - this.#timeOriginMs),
      ...{ sendingMs: column('sendingMs'), firstMileMs: column('firstMileMs') },
      ...{ originMs: column('originMs'), pathMs: column('pathMs') },
      incomplete,
    };
  }

  /**
   * Returns when a frame left the publisher. Resends do not tell: of a frame that came by them alone, the outage's slowest, it is as
   * long after another one's as its RTP timestamp is.
   */
  #departureOf(timestamp: number, { firstSentMs, sentMs, inMs }: StampedFrame): Departure | undefined {
    if (Number.isFinite(sentMs)) {
      this.#left = { timestamp, firstSentMs };
      return { firstSentMs, sentMs };
    }
    if (this.#left === undefined) return undefined;
    const assumedMs = this.#left.firstSentMs + ((timestamp - this.#left.timestamp) | 0) / TICKS_PER_MS;
    const leftMs = Math.min(inMs, assumedMs);
    return inMs - leftMs > LONGEST_UPLOAD_MS ? undefined : { firstSentMs: leftMs, sentMs: leftMs };
  }
}

/** Rounds to tenths of a millisecond: finer than clocks agree, and it keeps recordings small. */
function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}

function stampsOf({ inMs, packets }: StampedFrame, { firstSentMs, sentMs }: Departure): Stamps | undefined {
  let [outMs, arrivedMs] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const packet of packets.values()) {
    if (packet.outMs === undefined || packet.arrivedMs === undefined) return undefined;
    outMs = Math.max(outMs, packet.outMs);
    arrivedMs = Math.max(arrivedMs, packet.arrivedMs);
  }
  const pathMs = arrivedMs - outMs;
  if (pathMs < -MAX_AHEAD_MS || pathMs > GIVEN_UP_MS) return undefined;
  return { inMs, sendingMs: sentMs - firstSentMs, firstMileMs: inMs - sentMs, originMs: outMs - inMs, pathMs };
}
