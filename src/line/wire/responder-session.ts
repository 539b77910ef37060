import { ArrivalLog } from './arrival-log.ts';
import { LEAST_BYTES, type Message, onWire, type Received } from './message.ts';

/** Arrivals kept in one session; more are dropped, and then not reported. */
const ARRIVALS_MOST = 400_000;
const SERIALS_MOST = 1 << 22;
/** Credit that is not used up does not grow for ever. */
const CREDIT_MOST_BYTES = 64 << 20;

/** Answer to a message: never larger than the message was. */
export type Answer = { readonly message: Message; readonly bytes: number; readonly body?: Buffer };

/** A train that the prober has asked for and paid for. */
export interface Release {
  readonly serial: number;
  readonly packets: number;
  readonly payloadBytes: number;
  readonly gapMs: number;
}

/**
 * State that the responder keeps about one prober. Its rule: over a session it never sends more bytes than it has received. Each answer
 * is at most as large as its request; what deposits bring beyond their receipts is credit, and data is sent on credit only.
 * A message counts once: what is repeated, by the network or by an eavesdropper, is not answered.
 */
export class ResponderSession {
  readonly id: number;
  readonly #log: ArrivalLog;
  readonly #seen = new Uint8Array(SERIALS_MOST);
  #creditBytes = 0;
  #deposits = 0;
  #dataSerial = 0;
  #stopped = -1;
  lastMs: number;

  constructor(id: number, nowMs: number) {
    this.id = id;
    this.#log = new ArrivalLog(nowMs, ARRIVALS_MOST);
    this.lastMs = nowMs;
  }

  /** `sentMs` of the answer is filled in by who sends it. */
  hear(message: Received, heardMs: number): Answer | Release | undefined {
    const { kind, serial, bytes } = message;
    this.lastMs = heardMs;
    if (serial >= SERIALS_MOST || this.#seen[serial] === 1) return undefined;
    this.#seen[serial] = 1;
    const payloadBytes = bytes - onWire(0);
    switch (kind) {
      case 'hello':
        return this.#answer(message, 'welcome', heardMs, {}, payloadBytes);
      case 'echo':
        this.#log.add({ serial, atMs: heardMs });
        return this.#answer(message, 'echoed', heardMs, {}, payloadBytes);
      case 'deposit': {
        this.#log.add({ serial, atMs: heardMs });
        this.#deposits++;
        const wantsReceipt = message.first === 1;
        const gain = bytes - (wantsReceipt ? onWire(LEAST_BYTES) : 0);
        this.#creditBytes = Math.min(CREDIT_MOST_BYTES, this.#creditBytes + gain);
        const counts = { first: this.#creditBytes, second: this.#deposits };
        return wantsReceipt ? this.#answer(message, 'deposited', heardMs, counts, LEAST_BYTES) : undefined;
      }
      case 'release':
        return {
          ...{ serial, packets: message.first, gapMs: message.heardMs },
          payloadBytes: Math.max(LEAST_BYTES, message.second),
        };
      case 'stop':
        this.#stopped = Math.max(this.#stopped, message.first);
        return undefined;
      case 'report': {
        const body = this.#log.encode(message.first, payloadBytes - LEAST_BYTES);
        const counts = { first: message.first, second: this.#log.length };
        // Where it began, for the entries count from there.
        return { ...this.#answer(message, 'reported', this.#log.startMs, counts, LEAST_BYTES + body.length), body };
      }
      default:
        return undefined;
    }
  }

  /** The next packet of a train, or undefined: the prober has had enough, or its credit is used up. */
  draw({ serial, payloadBytes }: Release, index: number): Answer | undefined {
    if (serial <= this.#stopped || onWire(payloadBytes) > this.#creditBytes) return undefined;
    this.#creditBytes -= onWire(payloadBytes);
    const message: Message = {
      ...{ kind: 'data', session: this.id, serial: this.#dataSerial++, sentMs: 0, heardMs: 0 },
      ...{ first: serial, second: index },
    };
    return { message, bytes: payloadBytes };
  }

  #answer(
    { serial }: Received,
    kind: Message['kind'],
    heardMs: number,
    { first = 0, second = 0 }: { readonly first?: number; readonly second?: number },
    bytes: number,
  ) {
    return { message: { kind, session: this.id, serial, sentMs: 0, heardMs, first, second }, bytes };
  }
}
