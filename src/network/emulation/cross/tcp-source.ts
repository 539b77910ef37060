import { createRandom, hash32 } from '../../../lib/random.ts';
import type { TcpCrossFlow } from '../../../model/scenario/cross-flow.ts';
import { ECT0, packHeader } from '../packet-header.ts';
import { Bbr } from './bbr.ts';
import type { CrossSource } from './cross-source.ts';
import { CubicWindow } from './cubic-window.ts';
import { RttEstimate } from './rtt-estimate.ts';
import type { RateSample, TcpControl } from './tcp-control.ts';

const PACKET_BYTES = 1500;
/** Later packets that must be acknowledged before a missing one counts as lost: RFC 5681. */
const DUPLICATE_ACKS = 3;

/**
 * Largest random time that an acknowledgement takes beyond the round trip. Without any, flows of equal packets fall in step
 * with a full queue, and always the same one loses (Floyd and Jacobson, "On traffic phase effects", 1991).
 */
const PROCESSING_MS = 1;

interface SentPacket {
  readonly packet: number;
  readonly sentMs: number;
  /** Packets acknowledged when it was sent, when the last of them was, and when that one had been sent. */
  readonly delivered: number;
  readonly deliveredMs: number;
  readonly firstSentMs: number;
}

interface Acknowledgement {
  readonly sent: SentPacket;
  readonly atMs: number;
  readonly isMarked: boolean;
}

/**
 * Model of a bulk transfer by TCP with CUBIC or BBR. It is no TCP: packets are all full, every one is acknowledged, and
 * the way back loses nothing. Whatever waits or is lost or marked in this link decides how fast it sends, through RFC 9438's
 * window or BBR's. Left out: HyStart++, pacing with CUBIC, delayed acknowledgements, tail loss probes, and proportional rate
 * reduction (after a loss it pauses until no more than the smaller window is under way).
 */
export class TcpSource implements CrossSource {
  readonly header: number;
  readonly #flow: TcpCrossFlow;
  readonly #random: () => number;
  #offsetMs: number;
  #control: TcpControl;
  readonly #rtt = new RttEstimate();
  #nowMs = 0;
  #isRunning = false;
  /** Time at which the next transfer begins. */
  #beginMs: number;
  /** Packets yet to be sent, counting those to be sent again. */
  #toSend = 0;
  #underWay = 0;
  #sent = 0;
  /** The last acknowledgement: its number among all, when it came, and when its packet had been sent. */
  #delivered = 0;
  #deliveredMs = 0;
  #firstSentMs = 0;
  /** Time before which pacing lets no packet go. */
  #pacedMs = Number.NEGATIVE_INFINITY;
  /** First packet sent after the last decrease: the loss of an earlier one does not count again. */
  #recovery = 0;
  /** Packets in the queue, oldest first. */
  readonly #queued: SentPacket[] = [];
  readonly #acknowledgements: Acknowledgement[] = [];
  #lastMs = 0;
  /** Lost packets whose loss is not known yet. */
  #lost: number[] = [];
  #timeoutMs = Number.POSITIVE_INFINITY;

  constructor(flow: TcpCrossFlow, seed: number, weatherMs: number) {
    this.header = packHeader(hash32(seed, 0), flow.ecn === true ? ECT0 : 0);
    this.#flow = flow;
    this.#random = createRandom(hash32(seed, 1));
    this.#offsetMs = weatherMs;
    this.#control = this.#newControl();
    this.#beginMs = flow.fromMs === undefined ? this.#pauseMs() : flow.fromMs - weatherMs;
  }

  get nextMs(): number {
    if (!this.#isRunning)
      return this.#beginMs + this.#offsetMs >= this.#endMs ? Number.POSITIVE_INFINITY : this.#beginMs;
    const sendMs = this.#maySend ? Math.max(this.#nowMs, this.#pacedMs) : Number.POSITIVE_INFINITY;
    const acknowledgedMs = this.#acknowledgements[0]?.atMs ?? Number.POSITIVE_INFINITY;
    return Math.min(sendMs, acknowledgedMs, this.#timeoutMs, this.#endMs - this.#offsetMs);
  }

  act(atMs: number): number {
    this.#nowMs = atMs;
    if (atMs + this.#offsetMs >= this.#endMs) {
      this.#isRunning = false;
      this.#beginMs = Number.POSITIVE_INFINITY;
      return 0;
    }
    if (!this.#isRunning) this.#begin();
    for (let first = this.#acknowledgements[0]; first !== undefined && first.atMs <= atMs; ) {
      this.#acknowledgements.shift();
      this.#receive(first);
      first = this.#acknowledgements[0];
    }
    if (atMs >= this.#timeoutMs) this.#giveUp();
    if (!this.#maySend || atMs < this.#pacedMs) return 0;
    this.#send(atMs);
    return PACKET_BYTES;
  }

  setOffset(_atMs: number, offsetMs: number): void {
    if (!this.#isRunning && this.#flow.fromMs !== undefined) this.#beginMs += this.#offsetMs - offsetMs;
    this.#offsetMs = offsetMs;
  }

  refused(atMs: number): void {
    this.#miss(this.#queued.pop()?.packet, atMs);
  }

  dropped(atMs: number): void {
    this.#miss(this.#queued.shift()?.packet, atMs);
  }

  left(leavesMs: number, isMarked: boolean): void {
    const oldest = this.#queued.shift();
    if (oldest === undefined) return;
    const atMs = leavesMs + this.#flow.rttMs + this.#random() * PROCESSING_MS;
    this.#lastMs = Math.max(this.#lastMs, atMs);
    this.#acknowledgements.push({ atMs: this.#lastMs, isMarked, sent: oldest });
  }

  #send(atMs: number): void {
    // Nothing is under way: the time before says nothing about the rate.
    if (this.#underWay === 0) {
      this.#firstSentMs = atMs;
      this.#deliveredMs = atMs;
    }
    this.#toSend--;
    this.#underWay++;
    this.#pacedMs = Math.max(this.#pacedMs, atMs - this.#control.gapMs) + this.#control.gapMs;
    this.#queued.push({
      packet: this.#sent++,
      sentMs: atMs,
      delivered: this.#delivered,
      deliveredMs: this.#deliveredMs,
      firstSentMs: this.#firstSentMs,
    });
  }

  #newControl(): TcpControl {
    return this.#flow.control === 'bbr' ? new Bbr(this.#random) : new CubicWindow();
  }

  get #endMs(): number {
    return this.#flow.toMs ?? Number.POSITIVE_INFINITY;
  }

  get #maySend(): boolean {
    return this.#isRunning && this.#toSend > 0 && this.#underWay < Math.floor(this.#control.packets);
  }

  #begin(): void {
    const { transfers } = this.#flow;
    this.#isRunning = true;
    this.#control = this.#newControl();
    this.#recovery = this.#sent;
    if (transfers === undefined) {
      this.#toSend = Number.POSITIVE_INFINITY;
      return;
    }
    const { leastBytes, mostBytes } = transfers;
    this.#toSend = Math.ceil((leastBytes + this.#random() * (mostBytes - leastBytes)) / PACKET_BYTES);
  }

  #receive(acknowledgement: Acknowledgement): void {
    const { atMs, sent, isMarked } = acknowledgement;
    const { packet, sentMs } = sent;
    this.#underWay--;
    this.#rtt.add(atMs - sentMs);
    this.#delivered++;
    this.#deliveredMs = atMs;
    this.#firstSentMs = sentMs;
    if (isMarked) this.#slowDown(packet);
    else if (packet >= this.#recovery || this.#control.growsInRecovery)
      this.#control.acknowledged(atMs, this.#rtt.smoothedMs, this.#sampleOf(acknowledgement));
    const missing = this.#lost.filter((lost) => lost + DUPLICATE_ACKS <= packet);
    if (missing.length > 0) {
      this.#lost = this.#lost.filter((lost) => lost + DUPLICATE_ACKS > packet);
      this.#sendAgain(missing.length);
      this.#slowDown(Math.max(...missing));
    }
    this.#arm(atMs);
    if (this.#toSend === 0 && this.#underWay === 0) this.#finish(atMs);
  }

  #sampleOf({ atMs, sent }: Acknowledgement): RateSample {
    const overMs = Math.max(sent.sentMs - sent.firstSentMs, atMs - sent.deliveredMs);
    return {
      rttMs: atMs - sent.sentMs,
      delivered: this.#delivered,
      deliveredBefore: sent.delivered,
      packetsPerMs: overMs > 0 ? (this.#delivered - sent.delivered) / overMs : 0,
      underWay: this.#underWay,
    };
  }

  #finish(atMs: number): void {
    this.#isRunning = false;
    this.#beginMs = atMs + this.#pauseMs();
  }

  #pauseMs(): number {
    const { transfers } = this.#flow;
    return transfers === undefined ? 0 : -Math.log(1 - this.#random()) * transfers.pauseMs;
  }

  /** Shrinks the window for a lost or marked packet, once for all that were under way together. */
  #slowDown(packet: number): void {
    if (packet < this.#recovery) return;
    this.#recovery = this.#sent;
    this.#control.congested();
  }

  #sendAgain(packets: number): void {
    this.#underWay -= packets;
    this.#toSend += packets;
  }

  #miss(packet: number | undefined, atMs: number): void {
    if (packet === undefined) return;
    this.#lost.push(packet);
    this.#arm(atMs);
  }

  /** Starts the timer when all that is under way has been lost, so that no acknowledgement will come. */
  #arm(atMs: number): void {
    const isStalled = this.#lost.length > 0 && this.#lost.length === this.#underWay;
    this.#timeoutMs = isStalled ? atMs + this.#rtt.timeoutMs : Number.POSITIVE_INFINITY;
  }

  #giveUp(): void {
    this.#timeoutMs = Number.POSITIVE_INFINITY;
    this.#sendAgain(this.#lost.length);
    this.#lost = [];
    this.#recovery = this.#sent;
    this.#control.timedOut();
    this.#rtt.backOff();
  }
}
