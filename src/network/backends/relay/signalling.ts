import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Endpoint } from '../../backend.ts';
import { LOOPBACK } from './wire.ts';

/** TCP payload of a 1500-byte packet, with TCP timestamps. */
const SEGMENT_BYTES = 1448;
/** TCP header with timestamps minus UDP header, so that stand-ins are as large as the segments they stand for. */
const TCP_BEYOND_UDP_BYTES = 32 - 8;
/** Retransmission timeout before a round trip is known (RFC 6298 section 2), and its minimum (Linux). */
const FIRST_RESEND_MS = 1000;
const LEAST_RESEND_MS = 200;
const NUMBER_BYTES = 4;

/**
 * Delays the signalling of one node as TCP would on its path, by sending stand-ins of its segments through the links, where
 * they are delayed, queued and lost like media. An approximation: a flight of any size leaves at once, lost segments are
 * retransmitted after TCP's timeout, and acknowledgements cost nothing.
 */
export class Signalling {
  readonly #node = createSocket('udp4');
  readonly #origin = createSocket('udp4');
  readonly #inFlight = new Map<number, () => void>();
  #relay: Endpoint | undefined;
  /** Relay's socket towards the origin, to which packets to the node are sent. */
  #toNode: RemoteInfo | undefined;
  #sent = 0;
  #resendMs = FIRST_RESEND_MS;

  static async open(reach: (target: Endpoint) => Promise<Endpoint>): Promise<Signalling> {
    const signalling = new Signalling();
    const sockets = [signalling.#node, signalling.#origin];
    for (const socket of sockets) {
      // A failed send counts as a loss, and is retransmitted.
      socket.on('error', () => {});
      socket.bind(0, LOOPBACK);
    }
    await Promise.all(sockets.map((socket) => once(socket, 'listening')));
    signalling.#relay = await reach({ address: LOOPBACK, port: signalling.#origin.address().port });
    return signalling;
  }

  private constructor() {
    this.#origin.on('message', (packet, from) => {
      this.#toNode = from;
      this.#arrived(packet);
    });
    this.#node.on('message', (packet) => this.#arrived(packet));
  }

  /** Sends a stand-in to the origin and back, as for setting up a connection, and sets the timeout. Rejects on abort. */
  async roundTrip(signal: AbortSignal): Promise<void> {
    const begun = performance.now();
    await this.toOrigin(0, signal);
    await this.toNode(0, signal);
    // RFC 6298 section 2.2: the first timeout is three round trips.
    this.#resendMs = Math.max(LEAST_RESEND_MS, 3 * (performance.now() - begun));
  }

  /** Resolves when `bytes` have reached the origin. Rejects when the signal aborts. */
  async toOrigin(bytes: number, signal: AbortSignal): Promise<void> {
    await this.#sendFlight(bytes, this.#node, () => this.#relay, signal);
  }

  /**
   * Resolves when `bytes` have reached the node; a packet must have reached the origin before. Rejects when the signal
   * aborts.
   */
  async toNode(bytes: number, signal: AbortSignal): Promise<void> {
    await this.#sendFlight(bytes, this.#origin, () => this.#toNode, signal);
  }

  close(): void {
    this.#node.close();
    this.#origin.close();
  }

  async #sendFlight(bytes: number, socket: Socket, to: () => Endpoint | undefined, signal: AbortSignal): Promise<void> {
    const segments = Math.max(1, Math.ceil(bytes / SEGMENT_BYTES));
    await Promise.all(
      Array.from({ length: segments }, (_, n) => {
        const carried = Math.min(SEGMENT_BYTES, bytes - n * SEGMENT_BYTES);
        return this.#deliver(carried + TCP_BEYOND_UDP_BYTES, socket, to, signal);
      }),
    );
  }

  #deliver(bytes: number, socket: Socket, to: () => Endpoint | undefined, signal: AbortSignal): Promise<void> {
    const number = ++this.#sent;
    const packet = Buffer.alloc(bytes);
    packet.writeUInt32LE(number);
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        this.#inFlight.delete(number);
        settle();
      };
      const onAbort = () => finish(() => reject(signal.reason));
      const send = (resendMs: number) => {
        const target = to();
        if (target !== undefined) socket.send(packet, target.port, target.address, () => {});
        timer = setTimeout(() => send(2 * resendMs), resendMs);
      };
      if (signal.aborted) return onAbort();
      signal.addEventListener('abort', onAbort);
      this.#inFlight.set(number, () => finish(resolve));
      send(this.#resendMs);
    });
  }

  #arrived(packet: Buffer): void {
    if (packet.length >= NUMBER_BYTES) this.#inFlight.get(packet.readUInt32LE())?.();
  }
}
