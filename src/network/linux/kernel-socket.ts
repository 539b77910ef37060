import type { Endpoint } from '../backend.ts';
import { addressOf, close, lastError, openUdpSocket } from './libc.ts';
import {
  ADDRESS_BYTES,
  bind,
  getsockname,
  int32,
  MSG_DONTWAIT,
  SO_RCVBUF,
  SO_RCVBUFFORCE,
  SO_SNDBUF,
  SO_TIMESTAMPNS,
  SOL_SOCKET,
  StampedReceiver,
  sendto,
  setsockopt,
  socketAddress,
} from './socket-calls.ts';

/** Receive buffer per packet, larger than any packet of any path. */
const PACKET_BYTES = 65_536;
/** Receiver shared by all sockets, because the thread reads one packet at a time. */
const receiver = new StampedReceiver(PACKET_BYTES);

/** UDP socket whose packets the kernel timestamps on arrival, however late they are read. Linux with glibc, IPv4. */
export class KernelSocket {
  readonly fd: number;
  readonly port: number;
  readonly #peers = new Map<number, Endpoint>();

  /** `fd`: a socket opened elsewhere, of which this object takes ownership; port 0: any free one. Throws with the name of the failed call. */
  constructor(address: string, bufferBytes: number, fd = openUdpSocket(), port = 0) {
    this.fd = fd;
    if (this.fd < 0) throw new Error(`socket: ${lastError()}`);
    for (const option of [SO_SNDBUF, SO_RCVBUF, SO_RCVBUFFORCE])
      setsockopt(this.fd, SOL_SOCKET, option, int32(bufferBytes), 4);
    setsockopt(this.fd, SOL_SOCKET, SO_TIMESTAMPNS, int32(1), 4);
    const local = socketAddress({ address, port });
    if (bind(this.fd, local, ADDRESS_BYTES) !== 0) {
      const why = lastError();
      this.close();
      throw new Error(`bind ${address}${port === 0 ? '' : `:${port}`}: ${why}`);
    }
    getsockname(this.fd, local, int32(ADDRESS_BYTES));
    this.port = local.readUInt16BE(2);
  }

  /** Returns a function that sends a payload to a peer, and returns false when it could not be sent. */
  sender(peer: Endpoint): (payload: Buffer) => boolean {
    const address = socketAddress(peer);
    const pointer = addressOf(address);
    // The closure refers to `address` to keep it alive: `pointer` points into it.
    return (payload) =>
      sendto(this.fd, payload, payload.length, MSG_DONTWAIT, pointer, address.length) === payload.length;
  }

  /** Reads at most `most` packets, each with the kernel's timestamp of its arrival (ms of the wall clock). */
  drain(most: number, onPacket: (payload: Buffer, from: Endpoint, stampMs: number) => void): void {
    for (let count = 0; count < most; count++) {
      const bytes = receiver.receive(this.fd);
      if (bytes < 0) return;
      onPacket(Buffer.from(receiver.data.subarray(0, bytes)), this.#peer(), receiver.stampMs);
    }
  }

  close(): void {
    close(this.fd);
  }

  #peer(): Endpoint {
    const { from } = receiver;
    const port = from.readUInt16BE(2);
    const key = from.readUInt32BE(4) * 2 ** 16 + port;
    const known = this.#peers.get(key);
    if (known !== undefined) return known;
    const peer = { address: [...from.subarray(4, 8)].join('.'), port };
    this.#peers.set(key, peer);
    return peer;
  }
}
