import { sleep } from '../../lib/clock.ts';
import { BITS_PER_BYTE } from '../../model/units.ts';
import type { Crossing } from '../crossing.ts';
import type { MeasureOptions } from './measure-options.ts';
import { FULL_BYTES, LEAST_BYTES, onWire } from './message.ts';
import type { ProberLink } from './prober-link.ts';

const HELLO_TRIES = 15;
const HELLO_EVERY_MS = 200;
/** Speed of a filling sender relative to the line's, and the least at which the queue grows at all. */
const FILL_EXCESS = 2;
const FILL_EXCESS_LEAST = 1.25;
/** Longest time a queue is given to drain before the next phase. */
const DRAIN_MOST_MS = 4000;
const TRAIN_PACKETS_LEAST = 8;
export const FULL_BITS = onWire(FULL_BYTES) * BITS_PER_BYTE;

/** State that the phases of one measurement share: the link, its round trip, and what the responder owes. */
export class ProbingSession {
  readonly link: ProberLink;
  readonly options: MeasureOptions;
  roundTripMs = 0;
  /** Bytes that the responder may still send, as its last receipt said, less what was asked for since. */
  creditBytes = 0;
  #receipts: number[] = [];

  constructor(link: ProberLink, options: MeasureOptions) {
    this.link = link;
    this.options = options;
  }

  /** Calls until the responder answers. Throws CannotMeasureError when it never does. */
  async greet(): Promise<void> {
    const { signal } = this.options;
    const asked: number[] = [];
    for (let tries = 0; tries < HELLO_TRIES; tries++) {
      asked.push(this.link.send('hello', LEAST_BYTES));
      await sleep(HELLO_EVERY_MS, signal);
      const answered = asked.map((serial) => this.link.exchange(serial)).find((each) => each?.answer !== undefined);
      if (answered?.answer === undefined) continue;
      this.roundTripMs = answered.answer.receivedMs - answered.sentMs;
      return;
    }
    throw this.link.unanswered();
  }

  /** Waits until what is under way has arrived, queues included: until the line answers as quickly as before. */
  async settle(): Promise<void> {
    const { signal } = this.options;
    const untilMs = performance.now() + DRAIN_MOST_MS;
    await sleep(this.roundTripMs, signal);
    while (performance.now() < untilMs) {
      const asked = [this.link.send('hello', LEAST_BYTES), this.link.send('hello', LEAST_BYTES)];
      await sleep(this.roundTripMs + 60, signal);
      if (asked.some((serial) => this.link.exchange(serial)?.answer !== undefined)) return;
    }
  }

  /** Sends a full packet up, which the responder logs and may pay back. Returns its serial. */
  deposit(wantsReceipt: boolean): number {
    const serial = this.link.send('deposit', FULL_BYTES, { first: wantsReceipt ? 1 : 0 });
    if (wantsReceipt) this.#receipts.push(serial);
    return serial;
  }

  /** Takes over what the last receipt says of the credit. */
  readCredit(): void {
    const said = this.#receipts.flatMap((serial) => this.link.exchange(serial)?.answer?.message.first ?? []);
    this.#receipts = [];
    const last = said.at(-1);
    if (last !== undefined) this.creditBytes = last;
  }

  /** Asks the responder when the packets of trains arrived. */
  async crossingsUp(trains: readonly (readonly number[])[]): Promise<Crossing[][]> {
    const arrivals = await this.link.arrivals(this.options.signal);
    this.readCredit();
    return trains.map((serials) => serials.map((serial) => this.crossingUp(serial, arrivals)));
  }

  crossingUp(serial: number, arrivals: ReadonlyMap<number, number>): Crossing {
    const { sentMs, bytes } = this.link.exchange(serial) ?? { sentMs: Number.NaN, bytes: 0 };
    return { sentMs, bytes, receivedMs: arrivals.get(serial) };
  }

  /** Returns the packets of a train that takes so long on a line of this rate. */
  packetsIn(longMs: number, bps: number): number {
    return Math.max(TRAIN_PACKETS_LEAST, Math.ceil((Math.min(bps, this.options.mostBps) * longMs) / 1000 / FULL_BITS));
  }

  /** Returns the rate that fills a queue; undefined where the limit is so near to the line's own rate that none would build up. */
  fillBps(rateBps: number): number | undefined {
    const bps = Math.min(FILL_EXCESS * rateBps, this.options.mostBps);
    return bps < FILL_EXCESS_LEAST * rateBps ? undefined : bps;
  }

  mayStillSend(packets: number): boolean {
    return this.link.sentBytes + packets * onWire(FULL_BYTES) <= this.options.mostBytes;
  }
}
