import { MAX_QUEUE_MS, Pacer } from './pacer.ts';
import { type ResendDecision, ResendGuard } from './resend-guard.ts';
import type { CachedPacket } from './rtx-cache.ts';
import type { Transport } from './transport.ts';
import type { ViewerCounters } from './viewer-counters.ts';
import { HEADER_BYTES, type OutgoingPacket, type ViewerTrack } from './viewer-track.ts';

interface ToSend {
  readonly packet: OutgoingPacket;
  readonly again: boolean;
}

/** What the path to the viewer and the stream are like at the moment. */
export interface SendingConditions {
  readonly nowMs: number;
  readonly roundTripMs: number | undefined;
  readonly mediaBps: number;
}

/** The way out to one viewer: paced, stamped and counted as packets leave; with resends kept within reason. */
export class ViewerOutput {
  readonly #transport: Transport;
  readonly #counters: ViewerCounters;
  readonly #pacer = new Pacer<ToSend>();
  readonly #guard = new ResendGuard();
  #timer: NodeJS.Timeout | undefined;
  #transportSequence = 0;

  constructor(transport: Transport, counters: ViewerCounters) {
    this.#transport = transport;
    this.#counters = counters;
  }

  get queuedMs(): number {
    return this.#pacer.queuedMs;
  }

  get overfull(): boolean {
    return this.#pacer.queuedMs > MAX_QUEUE_MS;
  }

  setMediaRate(mediaBps: number): void {
    this.#pacer.setMediaRate(mediaBps);
  }

  /** Past the queue: for sound, which is a thirtieth of the rate and is missed first. */
  sendNow(packet: OutgoingPacket): void {
    this.#send({ packet, again: false }, performance.now());
  }

  enqueue(packet: OutgoingPacket): void {
    this.#push({ packet, again: false });
  }

  /** Resends what it may of the packets that the viewer lost. False when it asks for some that are past repair. */
  resend(track: ViewerTrack, sequenceNumbers: readonly number[], conditions: SendingConditions): boolean {
    let repairable = true;
    for (const sequenceNumber of sequenceNumbers) {
      this.#counters.nackedPackets += 1;
      const cached = track.cached(sequenceNumber);
      const decision = cached === undefined ? 'too-old' : this.#decide(cached, conditions);
      if (cached === undefined || decision !== 'send') {
        if (decision === 'too-old') repairable = false;
        this.#counters.rtxRefused += 1;
        continue;
      }
      cached.resentMs = conditions.nowMs;
      this.#counters.rtxSent += 1;
      this.#push({ packet: cached.packet, again: true });
    }
    return repairable;
  }

  #decide({ packet, sentMs, resentMs }: CachedPacket<OutgoingPacket>, conditions: SendingConditions): ResendDecision {
    return this.#guard.decide({ bytes: HEADER_BYTES + packet.payload.length, sentMs, resentMs }, conditions);
  }

  /** Forgets what is queued. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#pacer.clear();
  }

  #push(toSend: ToSend): void {
    this.#pacer.push(toSend, HEADER_BYTES + toSend.packet.payload.length, toSend.again);
    this.#flush();
  }

  #flush(): void {
    const nowMs = performance.now();
    for (const toSend of this.#pacer.take(nowMs)) this.#send(toSend, nowMs);
    const dueMs = this.#pacer.nextDueMs();
    clearTimeout(this.#timer);
    this.#timer = dueMs === undefined ? undefined : setTimeout(() => this.#flush(), Math.max(1, dueMs - nowMs));
  }

  #send({ packet, again }: ToSend, nowMs: number): void {
    this.#transportSequence = (this.#transportSequence + 1) & 0xffff;
    const { track } = packet;
    const bytes = again
      ? track.writeAgain(packet, this.#transportSequence, nowMs)
      : track.write(packet, this.#transportSequence, nowMs);
    this.#counters.packetsOut += 1;
    this.#counters.bytesOut += bytes.length;
    this.#transport.send(bytes);
  }
}
