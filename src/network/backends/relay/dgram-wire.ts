import { createSocket } from 'node:dgram';
import { PreciseTimer } from './precise-timer.ts';
import { BUFFER_BYTES, type OnPacket, type RelaySocket, type Wire, type WireOptions } from './wire.ts';

/** Ours are addresses already: a look-up would cost each packet a turn of the loop, and a socket its first packets. */
function literally(name: string, ...rest: readonly unknown[]): void {
  const callback = rest.at(-1) as (error: Error | null, address: string, family: number) => void;
  callback(null, name, 4);
}

/** By Node's own means, on any system. A packet has arrived when the event loop gets to it. */
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
    const socket = createSocket({ type: 'udp4', lookup: literally, ...sizes });
    // What could not be sent is told where it is sent; nothing else can fail but what the next packet meets as well.
    socket.on('error', onDropped);
    socket.on('message', (payload, from) => onPacket(payload, from, now()));
    // Bound when this returns, since nothing is looked up.
    socket.bind(0, address);
    const sent = (error: Error | null) => error !== null && onDropped();
    return {
      port: socket.address().port,
      exitTo: (peer) => ({ send: (payload) => socket.send(payload, peer.port, peer.address, sent) }),
    };
  }

  wakeAt(dueMs: number): void {
    this.#timer.set(dueMs);
  }

  started(): Promise<void> {
    return this.#timer.started();
  }
}
