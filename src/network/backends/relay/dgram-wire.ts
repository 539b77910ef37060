import { createSocket } from 'node:dgram';
import { PreciseTimer } from './precise-timer.ts';
import { BUFFER_BYTES, type OnPacket, type RelaySocket, type Wire, type WireOptions } from './wire.ts';

/**
 * Resolves an IP address to itself: a real look-up would cost each packet a turn of the loop, and a socket its first
 * packets.
 */
function resolveLiteral(name: string, ...rest: readonly unknown[]): void {
  const callback = rest.at(-1) as (error: Error | null, address: string, family: number) => void;
  callback(null, name, 4);
}

/**
 * Wire made of Node's own sockets and timers, for any system. The arrival time of a packet is when the event loop handles
 * it.
 */
export class DgramWire implements Wire {
  readonly kind = 'dgram';
  readonly #options: WireOptions;
  readonly #timer: PreciseTimer;

  constructor(options: WireOptions) {
    this.#options = options;
    this.#timer = new PreciseTimer(options.now, options.onDue);
  }

  open(address: string, onPacket: OnPacket): RelaySocket {
    const { now, onDropped } = this.#options;
    const sizes = { recvBufferSize: BUFFER_BYTES, sendBufferSize: BUFFER_BYTES };
    const socket = createSocket({ type: 'udp4', lookup: resolveLiteral, ...sizes });
    // Failed sends are reported by their callback; any other error will recur with the next packet.
    socket.on('error', onDropped);
    socket.on('message', (payload, from) => onPacket(payload, from, now()));
    // Binds synchronously, because no look-up is needed.
    socket.bind(0, address);
    const sent = (error: Error | null) => error !== null && onDropped();
    return {
      port: socket.address().port,
      senderTo: (peer) => ({ send: (payload) => socket.send(payload, peer.port, peer.address, sent) }),
    };
  }

  wakeAt(dueMs: number): void {
    this.#timer.set(dueMs);
  }

  started(): Promise<void> {
    return this.#timer.started();
  }
}
