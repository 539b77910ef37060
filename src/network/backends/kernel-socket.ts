import koffi from 'koffi';
import type { Endpoint } from '../backend.ts';
import { addressOf, close, lastError, openUdpSocket } from './tun/libc.ts';

const library = koffi.load('libc.so.6');
type Call<Args extends readonly unknown[]> = (...args: Args) => number;

const bind: Call<[fd: number, address: Buffer, bytes: number]> = library.func(
  'int bind(int fd, void *address, unsigned int bytes)',
);
const getsockname: Call<[fd: number, address: Buffer, bytes: Buffer]> = library.func(
  'int getsockname(int fd, void *address, void *bytes)',
);
const setsockopt: Call<[fd: number, level: number, name: number, value: Buffer, bytes: number]> = library.func(
  'int setsockopt(int fd, int level, int name, void *value, unsigned int bytes)',
);
const sendto: Call<[fd: number, data: Buffer, bytes: number, flags: number, address: number, addressBytes: number]> =
  library.func(
    'long sendto(int fd, void *data, size_t bytes, int flags, uintptr_t address, unsigned int addressBytes)',
  );
const recvmsg: Call<[fd: number, message: number, flags: number]> = library.func(
  'long recvmsg(int fd, uintptr_t message, int flags)',
);
const clockGettime: Call<[clock: number, timespec: number]> = library.func(
  'int clock_gettime(int clock, uintptr_t timespec)',
);

/** From bits/socket.h, asm/socket.h and time.h, Linux. */
const AF_INET = 2;
const SOL_SOCKET = 1;
const SO_SNDBUF = 7;
const SO_RCVBUF = 8;
/** Beyond the system's limit, where permitted. */
const SO_RCVBUFFORCE = 33;
const SO_TIMESTAMPNS = 35;
const MSG_DONTWAIT = 0x40;
const CLOCK_REALTIME = 0;
/** struct sockaddr_in, struct iovec, struct msghdr and struct cmsghdr on 64-bit Linux, and what we give them. */
const ADDRESS_BYTES = 16;
const IOVEC_BYTES = 16;
const MSGHDR_BYTES = 56;
const CMSGHDR_BYTES = 16;
const CONTROL_BYTES = 256;
/** Beyond what any path carries in a packet. */
const PACKET_BYTES = 65_536;

const timespec = Buffer.allocUnsafeSlow(16).fill(0);
const timespecAddress = addressOf(timespec);

// One receiver for all sockets: the thread reads one packet at a time.
const data = Buffer.allocUnsafeSlow(PACKET_BYTES);
const from = Buffer.allocUnsafeSlow(ADDRESS_BYTES);
const control = Buffer.allocUnsafeSlow(CONTROL_BYTES).fill(0);
const vector = Buffer.allocUnsafeSlow(IOVEC_BYTES);
vector.writeBigUInt64LE(BigInt(addressOf(data)), 0);
vector.writeBigUInt64LE(BigInt(PACKET_BYTES), 8);
const header = Buffer.allocUnsafeSlow(MSGHDR_BYTES).fill(0);
header.writeBigUInt64LE(BigInt(addressOf(from)), 0);
header.writeBigUInt64LE(BigInt(addressOf(vector)), 16);
header.writeBigUInt64LE(1n, 24);
header.writeBigUInt64LE(BigInt(addressOf(control)), 32);
const headerAddress = addressOf(header);
/** Exported to be kept from the garbage collector: their addresses are in use. */
export const IN_USE = [timespec, data, from, control, vector, header] as const;

function timespecMs(buffer: Buffer, at: number): number {
  return (buffer.readUInt32LE(at) + buffer.readUInt32LE(at + 4) * 2 ** 32) * 1000 + buffer.readUInt32LE(at + 8) / 1e6;
}

/** The kernel's wall clock, which stamps packets; a double keeps about 0.2 µs of it. */
export function kernelMs(): number {
  clockGettime(CLOCK_REALTIME, timespecAddress);
  return timespecMs(timespec, 0);
}

function socketAddress({ address, port }: Endpoint): Buffer {
  const buffer = Buffer.allocUnsafeSlow(ADDRESS_BYTES).fill(0);
  buffer.writeUInt16LE(AF_INET, 0);
  buffer.writeUInt16BE(port, 2);
  buffer.set(address.split('.').map(Number), 4);
  return buffer;
}

function int32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32LE(value);
  return buffer;
}

/** A UDP socket whose packets the kernel stamps when they arrive, however late they are fetched. Linux, glibc, IPv4. */
export class KernelSocket {
  readonly fd: number;
  readonly port: number;
  readonly #peers = new Map<number, Endpoint>();

  /** `fd`: one that was opened elsewhere, to be this socket's own. Throws with the call that failed. */
  constructor(address: string, bufferBytes: number, fd = openUdpSocket()) {
    this.fd = fd;
    if (this.fd < 0) throw new Error(`socket: ${lastError()}`);
    for (const option of [SO_SNDBUF, SO_RCVBUF, SO_RCVBUFFORCE])
      setsockopt(this.fd, SOL_SOCKET, option, int32(bufferBytes), 4);
    setsockopt(this.fd, SOL_SOCKET, SO_TIMESTAMPNS, int32(1), 4);
    const local = socketAddress({ address, port: 0 });
    if (bind(this.fd, local, ADDRESS_BYTES) !== 0) {
      const why = lastError();
      this.close();
      throw new Error(`bind ${address}: ${why}`);
    }
    getsockname(this.fd, local, int32(ADDRESS_BYTES));
    this.port = local.readUInt16BE(2);
  }

  /** What sends to a peer; false when it could not be sent. */
  sender(peer: Endpoint): (payload: Buffer) => boolean {
    const address = socketAddress(peer);
    const pointer = addressOf(address);
    // `address` is named in the closure to be kept: its place is in use.
    return (payload) =>
      sendto(this.fd, payload, payload.length, MSG_DONTWAIT, pointer, address.length) === payload.length;
  }

  /** Reads at most `most` packets, each with the kernel's stamp of its arrival. */
  drain(most: number, onPacket: (payload: Buffer, from: Endpoint, stampMs: number) => void): void {
    for (let count = 0; count < most; count++) {
      header.writeUInt32LE(ADDRESS_BYTES, 8);
      header.writeUInt32LE(CONTROL_BYTES, 40);
      const bytes = recvmsg(this.fd, headerAddress, MSG_DONTWAIT);
      if (bytes < 0) return;
      // The stamp is the only control message asked for.
      onPacket(Buffer.from(data.subarray(0, bytes)), this.#peer(), timespecMs(control, CMSGHDR_BYTES));
    }
  }

  close(): void {
    close(this.fd);
  }

  #peer(): Endpoint {
    const port = from.readUInt16BE(2);
    const key = from.readUInt32BE(4) * 2 ** 16 + port;
    const known = this.#peers.get(key);
    if (known !== undefined) return known;
    const peer = { address: [...from.subarray(4, 8)].join('.'), port };
    this.#peers.set(key, peer);
    return peer;
  }
}
