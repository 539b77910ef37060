import { sleep } from '../../lib/clock.ts';
import { CannotMeasureError } from '../../lib/errors.ts';
import type { Endpoint } from '../../network/backend.ts';
import type { Crossing } from '../crossing.ts';
import { estimateJitter } from '../estimate-jitter.ts';
import type { LineCrossings } from '../estimate-line.ts';
import { estimateLoss } from '../estimate-loss.ts';
import { estimateRate } from '../estimate-rate.ts';
import { quantile } from '../statistics.ts';
import { FillWatch } from './fill-watch.ts';
import { FULL_BYTES, LEAST_BYTES, onWire } from './message.ts';
import { paced } from './paced.ts';
import { ProberLink } from './prober-link.ts';

export interface MeasureOptions {
  readonly to: Endpoint;
  readonly token: string;
  /** How long single probes are sent. */
  readonly singlesMs: number;
  /** Nothing is sent faster, in either direction. */
  readonly mostBps: number;
  /** Nor more than so much in each direction. */
  readonly mostBytes: number;
  readonly signal: AbortSignal;
  onPhase?(phase: string): void;
}

const HELLO_TRIES = 15;
const HELLO_EVERY_MS = 200;
/** Before anything is known of the rate. */
const ROUGH = { trains: 3, packets: 10, pauseMs: 250 } as const;
const ROUGH_BPS = 1_000_000;
const SINGLE_EVERY_MS = 4;
/** Most of the line that single probes take. */
const SINGLES_SHARE = 0.2;
const TRAINS = 9;
/** A train's time on the line; longer where the delay jumps, which shifts its ends. */
const TRAIN = { ms: 120, perSpread: 8, mostMs: 400, packetsLeast: 8 } as const;
/** How much faster than the line a filling sender is, and how long it fills at most. */
const FILL = { excess: 2, leastExcess: 1.25, ms: 3000, receiptEach: 4 } as const;
const BITS_PER_BYTE = 8;
const FULL_BITS = onWire(FULL_BYTES) * BITS_PER_BYTE;
/** No queue is longer than what has to have drained before the next phase. */
const DRAIN_MOST_MS = 4000;

type Way = 'up' | 'down';

/** Probes a line from this end of it. Throws CannotMeasureError when nobody answers, or the signal's reason. */
export async function measureLine(options: MeasureOptions): Promise<LineCrossings> {
  const link = await ProberLink.open(options.token, options.to);
  try {
    return await new Measurement(link, options).run();
  } finally {
    link.close();
  }
}

class Measurement {
  readonly #link: ProberLink;
  readonly #options: MeasureOptions;
  #roundTripMs = 0;
  /** What the responder said it owes; less what was asked for since. */
  #creditBytes = 0;

  constructor(link: ProberLink, options: MeasureOptions) {
    this.#link = link;
    this.#options = options;
  }

  async run(): Promise<LineCrossings> {
    const { onPhase = () => {} } = this.#options;
    const atMs = performance.timeOrigin + performance.now();
    onPhase('greeting');
    await this.#greet();
    onPhase('rough rate');
    const rough = await this.#rough();
    onPhase('delay, jitter and loss');
    const singles = await this.#singles(Math.min(rough.up, rough.down));
    const loss = { up: lossOf(singles.up), down: lossOf(singles.down) };
    const spread = { up: spreadOf(singles.up), down: spreadOf(singles.down) };
    onPhase('rate up');
    const upTrains = await this.#trainsUp(rough.up, trainMs(spread.up));
    const upBps = estimateRate(upTrains)?.value ?? rough.up;
    onPhase('queue up');
    const upFill = await this.#fillUp(upBps, loss.up);
    onPhase('rate down');
    const downTrains = await this.#trainsDown(rough.down, trainMs(spread.down), upBps);
    const downBps = estimateRate(downTrains)?.value ?? rough.down;
    onPhase('queue down');
    const downFill = await this.#fillDown(downBps, loss.down, upBps);
    return {
      atMs,
      up: { singles: singles.up, trains: upTrains, fill: upFill },
      down: { singles: singles.down, trains: downTrains, fill: downFill },
      roundTripsMs: singles.roundTripsMs,
    };
  }

  async #greet(): Promise<void> {
    const { signal, to } = this.#options;
    for (let tries = 0; tries < HELLO_TRIES; tries++) {
      const serial = this.#link.send('hello', LEAST_BYTES);
      await sleep(HELLO_EVERY_MS, signal);
      // The answer to an earlier one may come late.
      for (let asked = serial; asked >= 0; asked--) {
        const exchange = this.#link.exchange(asked);
        if (exchange?.answer === undefined) continue;
        this.#roundTripMs = exchange.answer.receivedMs - exchange.sentMs;
        return;
      }
    }
    throw new CannotMeasureError(
      `nobody answers at ${to.address}:${to.port}`,
      'Is "longhaul probe --listen" running there, is this its token, and does the way there let UDP to that port through?',
    );
  }

  async #rough(): Promise<Record<Way, number>> {
    const { signal } = this.#options;
    const sent: number[][] = [];
    for (let train = 0; train < ROUGH.trains; train++) {
      sent.push(Array.from({ length: ROUGH.packets }, (_, n) => this.#deposit(n === ROUGH.packets - 1)));
      await sleep(ROUGH.pauseMs, signal);
    }
    await this.#settle();
    const up = estimateRate(await this.#crossingsUp(sent))?.value ?? ROUGH_BPS;
    // What came up pays for what comes down.
    const down: Crossing[][] = [];
    for (let train = 0; train < ROUGH.trains - 1; train++) down.push(await this.#release(ROUGH.packets, 0));
    return { up, down: estimateRate(down)?.value ?? up };
  }

  async #singles(leastBps: number) {
    const { signal, singlesMs } = this.#options;
    const bits = onWire(LEAST_BYTES) * BITS_PER_BYTE;
    const gapMs = Math.max(SINGLE_EVERY_MS, (bits * 1000) / (SINGLES_SHARE * leastBps));
    const serials: number[] = [];
    await paced({ count: Math.ceil(singlesMs / gapMs), gapMs, steady: true, signal }, () => {
      serials.push(this.#link.send('echo', LEAST_BYTES));
      return true;
    });
    await this.#settle();
    const arrivals = await this.#link.arrivals(signal);
    const up = serials.map((serial) => this.#crossingUp(serial, arrivals));
    const down = serials.flatMap((serial): Crossing[] => {
      const arrivedMs = arrivals.get(serial);
      const answer = this.#link.exchange(serial)?.answer;
      if (answer === undefined && arrivedMs === undefined) return [];
      const sentMs = answer?.message.sentMs ?? arrivedMs ?? 0;
      return [{ sentMs, receivedMs: answer?.receivedMs, bytes: onWire(LEAST_BYTES) }];
    });
    const roundTripsMs = serials.flatMap((serial) => {
      const exchange = this.#link.exchange(serial);
      if (exchange?.answer === undefined) return [];
      const { message, receivedMs } = exchange.answer;
      return [receivedMs - exchange.sentMs - (message.sentMs - message.heardMs)];
    });
    this.#roundTripMs = quantile(roundTripsMs, 0.9) ?? this.#roundTripMs;
    return { up, down, roundTripsMs };
  }

  async #trainsUp(roughBps: number, longMs: number): Promise<Crossing[][]> {
    const { signal, mostBps } = this.#options;
    const packets = this.#packetsIn(longMs, roughBps);
    const sent: number[][] = [];
    for (let train = 0; train < TRAINS && this.#mayStillSend(packets); train++) {
      const serials: number[] = [];
      await paced({ count: packets, gapMs: (FULL_BITS * 1000) / mostBps, steady: false, signal }, (index) => {
        serials.push(this.#deposit(index === packets - 1));
        return true;
      });
      sent.push(serials);
      await sleep(1.3 * ((packets * FULL_BITS * 1000) / roughBps) + 20, signal);
    }
    await this.#settle();
    return this.#crossingsUp(sent);
  }

  async #fillUp(rateBps: number, usualLoss: number): Promise<Crossing[]> {
    const { signal } = this.#options;
    const bps = this.#fillBps(rateBps);
    if (bps === undefined) return [];
    const gapMs = (FULL_BITS * 1000) / bps;
    const watch = new FillWatch(usualLoss);
    const places = new Map<number, number>();
    let before: number | undefined;
    this.#link.onMessage = (message) => {
      const index = places.get(message.serial);
      const exchange = this.#link.exchange(message.serial);
      if (message.kind !== 'deposited' || index === undefined || exchange === undefined) return;
      before ??= message.second - 1;
      watch.add(index, message.second - before, message.heardMs - exchange.sentMs);
    };
    const serials: number[] = [];
    await paced({ count: Math.ceil(FILL.ms / gapMs), gapMs, steady: false, signal }, (index) => {
      if (watch.isFull || !this.#mayStillSend(1)) return false;
      const serial = this.#deposit(index % FILL.receiptEach === 0);
      places.set(serial, index);
      serials.push(serial);
      return true;
    });
    this.#link.onMessage = () => {};
    await this.#settle();
    return (await this.#crossingsUp([serials]))[0] ?? [];
  }

  async #trainsDown(roughBps: number, longMs: number, upBps: number): Promise<Crossing[][]> {
    const packets = this.#packetsIn(longMs, roughBps);
    await this.#earn(TRAINS * packets * onWire(FULL_BYTES), upBps);
    const trains: Crossing[][] = [];
    for (let train = 0; train < TRAINS; train++) trains.push(await this.#release(packets, 0));
    return trains.filter((each) => each.length > 0);
  }

  async #fillDown(rateBps: number, usualLoss: number, upBps: number): Promise<Crossing[]> {
    const bps = this.#fillBps(rateBps);
    if (bps === undefined) return [];
    const packets = Math.ceil((bps * FILL.ms) / 1000 / FULL_BITS);
    const affordable = await this.#earn(packets * onWire(FULL_BYTES), upBps);
    const watch = new FillWatch(usualLoss);
    return this.#release(
      Math.min(packets, Math.floor(affordable / onWire(FULL_BYTES))),
      (FULL_BITS * 1000) / bps,
      watch,
    );
  }

  /** Asks for a train and waits until it has come. */
  async #release(packets: number, gapMs: number, watch?: FillWatch): Promise<Crossing[]> {
    const { signal, mostBps } = this.#options;
    const paceMs = Math.max(gapMs, (FULL_BITS * 1000) / mostBps);
    this.#creditBytes -= packets * onWire(FULL_BYTES);
    for (let tries = 0; tries < 3; tries++) {
      let received = 0;
      let isStopped = false;
      let lastMs = performance.now() + this.#roundTripMs + 600;
      const release = this.#link.send('release', LEAST_BYTES, { first: packets, second: FULL_BYTES, heardMs: paceMs });
      this.#link.onMessage = (message, receivedMs) => {
        if (message.kind !== 'data' || message.first !== release) return;
        received++;
        lastMs = performance.now();
        watch?.add(message.second, received, receivedMs - message.sentMs);
      };
      while (
        performance.now() - lastMs < (isStopped ? 600 : 400) &&
        (this.#link.dataOf(release).at(-1)?.index ?? 0) < packets - 1
      ) {
        if (watch?.isFull === true) {
          this.#link.send('stop', LEAST_BYTES, { first: release });
          isStopped = true;
        }
        await sleep(isStopped ? 20 : 5, signal);
      }
      this.#link.onMessage = () => {};
      const came = trainOf(this.#link.dataOf(release), paceMs);
      if (came.length > 0) return came;
    }
    return [];
  }

  /** Sends up what is to come down, for the responder sends no more than it gets; as much as the limits allow. Gives the credit. */
  async #earn(bytes: number, upBps: number): Promise<number> {
    const { signal, mostBps } = this.#options;
    // Some is lost on the way.
    const missing = Math.max(0, bytes - this.#creditBytes) * 1.05;
    const count = Math.ceil(missing / onWire(FULL_BYTES));
    if (count > 0) {
      const gapMs = (FULL_BITS * 1000) / Math.min(mostBps, 0.85 * upBps);
      await paced({ count, gapMs, steady: false, signal }, (index) => {
        if (!this.#mayStillSend(1)) return false;
        this.#deposit(index % FILL.receiptEach === 0);
        return true;
      });
      await this.#settle();
    }
    this.#readCredit();
    return this.#creditBytes;
  }

  #deposits: number[] = [];

  #deposit(wantsReceipt: boolean): number {
    const serial = this.#link.send('deposit', FULL_BYTES, { first: wantsReceipt ? 1 : 0 });
    if (wantsReceipt) this.#deposits.push(serial);
    return serial;
  }

  /** What the last receipts say. */
  #readCredit(): void {
    const receipts = this.#deposits.flatMap((serial) => this.#link.exchange(serial)?.answer?.message.first ?? []);
    this.#deposits = [];
    const last = receipts.at(-1);
    if (last !== undefined) this.#creditBytes = last;
  }

  async #crossingsUp(trains: readonly (readonly number[])[]): Promise<Crossing[][]> {
    const arrivals = await this.#link.arrivals(this.#options.signal);
    this.#readCredit();
    return trains.map((serials) => serials.map((serial) => this.#crossingUp(serial, arrivals)));
  }

  #crossingUp(serial: number, arrivals: ReadonlyMap<number, number>): Crossing {
    const { sentMs, bytes } = this.#link.exchange(serial) ?? { sentMs: Number.NaN, bytes: 0 };
    return { sentMs, bytes, receivedMs: arrivals.get(serial) };
  }

  #packetsIn(longMs: number, bps: number): number {
    return Math.max(TRAIN.packetsLeast, Math.ceil((Math.min(bps, this.#options.mostBps) * longMs) / 1000 / FULL_BITS));
  }

  /** Undefined where the limit is too near to the line's own rate: its queue would not fill. */
  #fillBps(rateBps: number): number | undefined {
    const bps = Math.min(FILL.excess * rateBps, this.#options.mostBps);
    return bps < FILL.leastExcess * rateBps ? undefined : bps;
  }

  #mayStillSend(packets: number): boolean {
    return this.#link.sentBytes + packets * onWire(FULL_BYTES) <= this.#options.mostBytes;
  }

  /** Until what is under way has come, queues included: as soon as an echo comes back as quickly as before. */
  async #settle(): Promise<void> {
    const { signal } = this.#options;
    const untilMs = performance.now() + DRAIN_MOST_MS;
    await sleep(this.#roundTripMs, signal);
    while (performance.now() < untilMs) {
      const asked = [this.#link.send('hello', LEAST_BYTES), this.#link.send('hello', LEAST_BYTES)];
      await sleep(this.#roundTripMs + 60, signal);
      if (asked.some((serial) => this.#link.exchange(serial)?.answer !== undefined)) return;
    }
  }
}

function trainMs(spreadMs: number): number {
  return Math.min(TRAIN.mostMs, TRAIN.ms + TRAIN.perSpread * spreadMs);
}

function lossOf(singles: readonly Crossing[]): number {
  return estimateLoss(singles).lossFraction?.value ?? 0;
}

function spreadOf(singles: readonly Crossing[]): number {
  return estimateJitter(singles).spreadMs?.value ?? 0;
}

/** In the order of sending, with those that did not come before the last that did; when they were sent is told by their neighbours. */
function trainOf(
  packets: readonly {
    readonly index: number;
    readonly sentMs: number;
    readonly receivedMs: number;
    readonly bytes: number;
  }[],
  gapMs: number,
): Crossing[] {
  const byIndex = new Map(packets.map((packet) => [packet.index, packet]));
  const last = Math.max(-1, ...byIndex.keys());
  const [first] = [...byIndex.values()].sort((a, b) => a.index - b.index);
  if (first === undefined) return [];
  return Array.from({ length: last + 1 }, (_, index): Crossing => {
    const packet = byIndex.get(index);
    const sentMs = packet?.sentMs ?? first.sentMs + (index - first.index) * gapMs;
    return { sentMs, receivedMs: packet?.receivedMs, bytes: first.bytes };
  });
}
