import { randomInt } from 'node:crypto';
import { sleep } from '../../lib/clock.ts';
import { CannotMeasureError } from '../../lib/errors.ts';
import type { Endpoint } from '../../network/backend.ts';
import { openProbeSocket } from '../../network/probing/open-probe-socket.ts';
import type { ProbeSocket } from '../../network/probing/probe-socket.ts';
import { type Arrival, decodeArrivals, entriesIn } from './arrival-log.ts';
import { decode, encode, FULL_BYTES, type Kind, LEAST_BYTES, onWire, type Received } from './message.ts';

/** Message sent with a serial, and its answer. */
export interface Exchange {
  readonly sentMs: number;
  readonly bytes: number;
  readonly answer?: { readonly message: Received; readonly receivedMs: number };
}

export interface DataPacket {
  readonly index: number;
  readonly sentMs: number;
  readonly receivedMs: number;
  readonly bytes: number;
}

const REPORT_WAIT_MS = 400;
const REPORT_TRIES = 12;
/** Requests under way at once. */
const REPORTS_AT_ONCE = 8;
const ENTRIES = entriesIn(FULL_BYTES - LEAST_BYTES);

/** The prober's end of a session: sends, and keeps all that comes. */
export class ProberLink {
  readonly #token: string;
  readonly #to: Endpoint;
  readonly #session = randomInt(1, 2 ** 32 - 1);
  readonly #exchanges: Exchange[] = [];
  readonly #data = new Map<number, DataPacket[]>();
  readonly #arrivals: Arrival[] = [];
  readonly #socket: ProbeSocket;
  sentBytes = 0;
  /** Called with each answer and each packet of data. */
  onMessage: (message: Received, receivedMs: number) => void = () => {};

  private constructor(token: string, to: Endpoint, socket: ProbeSocket) {
    this.#token = token;
    this.#to = to;
    this.#socket = socket;
  }

  static async open(token: string, to: Endpoint): Promise<ProberLink> {
    // Nothing comes before something was sent.
    const socket = await openProbeSocket('0.0.0.0', undefined, (buffer, atMs) => link.#receive(buffer, atMs));
    const link = new ProberLink(token, to, socket);
    return link;
  }

  /** Serial of what was sent; it may not have left if the system had no room. */
  send(kind: Kind, payloadBytes: number, { first = 0, second = 0, heardMs = 0 } = {}): number {
    const serial = this.#exchanges.length;
    const sentMs = this.#socket.nowMs();
    const message = { kind, session: this.#session, serial, sentMs, heardMs, first, second };
    const buffer = encode(this.#token, message, payloadBytes);
    const bytes = onWire(buffer.length);
    this.#socket.send(buffer, this.#to);
    this.sentBytes += bytes;
    this.#exchanges.push({ sentMs, bytes });
    return serial;
  }

  /** Makes the error of a far end that is silent. */
  unanswered(): CannotMeasureError {
    return new CannotMeasureError(
      `nobody answers at ${this.#to.address}:${this.#to.port}`,
      'Is "longhaul probe --listen" running there, is this its token, and does the way there let UDP to that port through?',
    );
  }

  exchange(serial: number): Exchange | undefined {
    return this.#exchanges[serial];
  }

  /** Packets of a train, in order of arrival. */
  dataOf(release: number): readonly DataPacket[] {
    return this.#data.get(release) ?? [];
  }

  /**
   * Returns the times at which the responder logged arrivals, by serial. Asks again for missing parts of the report, a dozen times.
   * Throws CannotMeasureError without them: what is not in a report that is whole was lost, what is in none is not known.
   */
  async arrivals(signal: AbortSignal): Promise<ReadonlyMap<number, number>> {
    let total: number | undefined;
    for (let tries = 1; tries <= REPORT_TRIES && this.#arrivals.length !== total; ) {
      const from = this.#arrivals.length;
      const firsts = Array.from({ length: REPORTS_AT_ONCE }, (_, n) => from + n * ENTRIES);
      const wanted = firsts.filter((first) => first === from || first < (total ?? 0));
      const asked = wanted.map((first) => this.send('report', FULL_BYTES, { first }));
      await this.#answered(asked, REPORT_WAIT_MS * tries, signal);
      for (const serial of asked) {
        const message = this.exchange(serial)?.answer?.message;
        if (message === undefined || message.first !== this.#arrivals.length) continue;
        total = message.second;
        this.#arrivals.push(...decodeArrivals(message.body, message.heardMs));
      }
      if (this.#arrivals.length === from) tries++;
    }
    if (this.#arrivals.length !== total) throw this.unanswered();
    return new Map(this.#arrivals.map(({ serial, atMs }) => [serial, atMs]));
  }

  async #answered(serials: readonly number[], limitMs: number, signal: AbortSignal): Promise<void> {
    const untilMs = performance.now() + limitMs;
    const isMissing = (serial: number) => this.exchange(serial)?.answer === undefined;
    while (performance.now() < untilMs && serials.some(isMissing)) await sleep(5, signal);
  }

  close(): void {
    this.#socket.close();
  }

  #receive(buffer: Buffer, receivedMs: number): void {
    const message = decode(this.#token, buffer);
    if (message === undefined || message.session !== this.#session) return;
    if (message.kind === 'data') this.#take(message, receivedMs);
    else {
      const asked = this.#exchanges[message.serial];
      if (asked !== undefined && asked.answer === undefined)
        this.#exchanges[message.serial] = { ...asked, answer: { message, receivedMs } };
    }
    this.onMessage(message, receivedMs);
  }

  #take({ first: release, second: index, sentMs, bytes }: Received, receivedMs: number): void {
    const packets = this.#data.get(release) ?? [];
    this.#data.set(release, packets);
    packets.push({ index, sentMs, receivedMs, bytes });
  }
}
