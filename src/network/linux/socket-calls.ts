import koffi from 'koffi';
import type { Endpoint } from '../backend.ts';
import { addressOf } from './libc.ts';

const library = koffi.load(null);
type Call<Args extends readonly unknown[]> = (...args: Args) => number;

export const bind: Call<[fd: number, address: Buffer, bytes: number]> = library.func(
  'int bind(int fd, void *address, unsigned int bytes)',
);
export const getsockname: Call<[fd: number, address: Buffer, bytes: Buffer]> = library.func(
  'int getsockname(int fd, void *address, void *bytes)',
);
export const setsockopt: Call<[fd: number, level: number, name: number, value: Buffer, bytes: number]> = library.func(
  'int setsockopt(int fd, int level, int name, void *value, unsigned int bytes)',
);
export const sendto: Call<
  [fd: number, data: Buffer, bytes: number, flags: number, address: number, addressBytes: number]
> = library.func(
  'long sendto(int fd, void *data, size_t bytes, int flags, uintptr_t address, unsigned int addressBytes)',
);
const recvmsg: Call<[fd: number, message: number, flags: number]> = library.func(
  'long recvmsg(int fd, uintptr_t message, int flags)',
);
const clockGettime: Call<[clock: number, timespec: number]> = library.func(
  'int clock_gettime(int clock, uintptr_t timespec)',
);

/** Constants of bits/socket.h, asm/socket.h and time.h on Linux. */
const AF_INET = 2;
export const SOL_SOCKET = 1;
export const SO_SNDBUF = 7;
export const SO_RCVBUF = 8;
/** Variants that exceed the system's limit, where permitted. */
export const SO_SNDBUFFORCE = 32;
export const SO_RCVBUFFORCE = 33;
export const SO_TIMESTAMPNS = 35;
export const MSG_DONTWAIT = 0x40;
export const CLOCK_REALTIME = 0;
/** Sizes of struct sockaddr_in, iovec, msghdr and cmsghdr on 64-bit Linux. */
export const ADDRESS_BYTES = 16;
const IOVEC_BYTES = 16;
const MSGHDR_BYTES = 56;
const CMSGHDR_BYTES = 16;
const CONTROL_BYTES = 256;

const timespec = Buffer.allocUnsafeSlow(16).fill(0);
const timespecAddress = addressOf(timespec);

/** Reads the kernel's wall clock, which timestamps packets, in ms. A double resolves about 0.2 µs of it. */
export function kernelMs(): number {
  clockGettime(CLOCK_REALTIME, timespecAddress);
  return timespecMs(timespec, 0);
}

function timespecMs(buffer: Buffer, at: number): number {
  return (buffer.readUInt32LE(at) + buffer.readUInt32LE(at + 4) * 2 ** 32) * 1000 + buffer.readUInt32LE(at + 8) / 1e6;
}

/** Encodes an endpoint as struct sockaddr_in. */
export function socketAddress({ address, port }: Endpoint): Buffer {
  const buffer = Buffer.allocUnsafeSlow(ADDRESS_BYTES).fill(0);
  buffer.writeUInt16LE(AF_INET, 0);
  buffer.writeUInt16BE(port, 2);
  buffer.set(address.split('.').map(Number), 4);
  return buffer;
}

export function int32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32LE(value);
  return buffer;
}

/** Reads packets from sockets with SO_TIMESTAMPNS, one at a time, into its own buffer. */
export class StampedReceiver {
  readonly data: Buffer;
  /** Sender of the packet received last, as struct sockaddr_in. */
  readonly from = Buffer.allocUnsafeSlow(ADDRESS_BYTES);
  readonly #control = Buffer.allocUnsafeSlow(CONTROL_BYTES).fill(0);
  readonly #vector = Buffer.allocUnsafeSlow(IOVEC_BYTES);
  readonly #header = Buffer.allocUnsafeSlow(MSGHDR_BYTES).fill(0);
  readonly #headerAddress = addressOf(this.#header);

  constructor(packetBytes: number) {
    this.data = Buffer.allocUnsafeSlow(packetBytes);
    this.#vector.writeBigUInt64LE(BigInt(addressOf(this.data)), 0);
    this.#vector.writeBigUInt64LE(BigInt(packetBytes), 8);
    this.#header.writeBigUInt64LE(BigInt(addressOf(this.from)), 0);
    this.#header.writeBigUInt64LE(BigInt(addressOf(this.#vector)), 16);
    this.#header.writeBigUInt64LE(1n, 24);
    this.#header.writeBigUInt64LE(BigInt(addressOf(this.#control)), 32);
  }

  /** Receives the next packet into `data` and returns its length; negative when none is waiting. */
  receive(fd: number): number {
    this.#header.writeUInt32LE(ADDRESS_BYTES, 8);
    this.#header.writeUInt32LE(CONTROL_BYTES, 40);
    return recvmsg(fd, this.#headerAddress, MSG_DONTWAIT);
  }

  /** Arrival time of the packet received last, on the kernel's wall clock. */
  get stampMs(): number {
    // The timestamp is the only control message that was requested.
    return timespecMs(this.#control, CMSGHDR_BYTES);
  }
}
