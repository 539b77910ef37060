import koffi from 'koffi';
import { addressOf } from '../../src/network/backends/tun/libc.ts';

/** The socket calls that the router's probe needs and Node does not offer: kernel time stamps and sending at a set time. */
const library = koffi.load('libc.so.6');
type Call<Args extends readonly unknown[]> = (...args: Args) => number;

const socket: Call<[domain: number, type: number, protocol: number]> = library.func(
  'int socket(int domain, int type, int protocol)',
);
const bind: Call<[fd: number, address: Buffer, bytes: number]> = library.func(
  'int bind(int fd, void *address, unsigned int bytes)',
);
const setsockopt: Call<[fd: number, level: number, name: number, value: Buffer, bytes: number]> = library.func(
  'int setsockopt(int fd, int level, int name, void *value, unsigned int bytes)',
);
const sendto: Call<[fd: number, data: number, bytes: number, flags: number, address: number, addressBytes: number]> =
  library.func(
    'long sendto(int fd, uintptr_t data, size_t bytes, int flags, uintptr_t address, unsigned int addressBytes)',
  );
const recvmsg: Call<[fd: number, message: number, flags: number]> = library.func(
  'long recvmsg(int fd, uintptr_t message, int flags)',
);
const clockGettime: Call<[clock: number, timespec: number]> = library.func(
  'int clock_gettime(int clock, uintptr_t timespec)',
);
const clockNanosleep: Call<[clock: number, flags: number, request: number, remain: number]> = library.func(
  'int clock_nanosleep(int clock, int flags, uintptr_t request, uintptr_t remain)',
);

/** From bits/socket.h, asm/socket.h and time.h, Linux. */
const AF_INET = 2;
const SOCK_DGRAM = 2;
const SOL_SOCKET = 1;
const SO_RCVBUFFORCE = 33;
const SO_SNDBUFFORCE = 32;
/** As far as the user may go without privilege. */
const SO_SNDBUF = 7;
const SO_RCVBUF = 8;
const SO_TIMESTAMPNS = 35;
const MSG_DONTWAIT = 0x40;
const CLOCK_REALTIME = 0;
const TIMER_ABSTIME = 1;

const ADDRESS_BYTES = 16;
const BUFFER_BYTES = 32 << 20;
const PACKET_BYTES = 2048;

const timespec = Buffer.allocUnsafeSlow(16).fill(0);
const timespecAddress = addressOf(timespec);

function toMs(buffer: Buffer, at: number): number {
  return (buffer.readUInt32LE(at) + buffer.readUInt32LE(at + 4) * 2 ** 32) * 1000 + buffer.readUInt32LE(at + 8) / 1e6;
}

/** The kernel's wall clock in ms, the one that stamps packets; a double keeps about 0.2 µs of it. */
export function kernelMs(): number {
  clockGettime(CLOCK_REALTIME, timespecAddress);
  return toMs(timespec, 0);
}

export function sleepUntil(atMs: number): void {
  const seconds = Math.floor(atMs / 1000);
  timespec.writeUInt32LE(seconds, 0);
  timespec.writeUInt32LE(0, 4);
  timespec.writeUInt32LE(Math.floor((atMs - seconds * 1000) * 1e6), 8);
  timespec.writeUInt32LE(0, 12);
  clockNanosleep(CLOCK_REALTIME, TIMER_ABSTIME, timespecAddress, 0);
}

/** struct sockaddr_in. */
function socketAddress(address: string, port: number): Buffer {
  const buffer = Buffer.allocUnsafeSlow(ADDRESS_BYTES).fill(0);
  buffer.writeUInt16LE(AF_INET, 0);
  buffer.writeUInt16BE(port, 2);
  buffer.set(address.split('.').map(Number), 4);
  return buffer;
}

function udpSocket(...bufferOptions: readonly number[]): number {
  const fd = socket(AF_INET, SOCK_DGRAM, 0);
  if (fd < 0) throw new Error('no socket');
  const size = Buffer.alloc(4);
  size.writeInt32LE(BUFFER_BYTES);
  bufferOptions.some((option) => setsockopt(fd, SOL_SOCKET, option, size, 4) === 0);
  return fd;
}

/** Sends packets that carry their own sending time as the first 8 bytes. */
export function createSender(targets: readonly { readonly address: string; readonly port: number }[], bytes: number) {
  const fd = udpSocket(SO_SNDBUFFORCE, SO_SNDBUF);
  const packet = Buffer.allocUnsafeSlow(PACKET_BYTES).fill(0);
  const packetAddress = addressOf(packet);
  const addresses = targets.map(({ address, port }) => socketAddress(address, port));
  const pointers = addresses.map(addressOf);
  return {
    /** False when the kernel refused it. `addresses` is named to keep them from being collected. */
    send(target: number): boolean {
      packet.writeDoubleLE(kernelMs(), 0);
      return sendto(fd, packetAddress, bytes, 0, pointers[target % addresses.length] ?? 0, ADDRESS_BYTES) === bytes;
    },
  };
}

/** Receives what a sender of ours sent, stamped by the kernel when it arrived, however late it is fetched. */
export function createReceiver(address: string, port: number) {
  const fd = udpSocket(SO_RCVBUFFORCE, SO_RCVBUF);
  const one = Buffer.alloc(4);
  one.writeInt32LE(1);
  setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPNS, one, 4);
  const local = socketAddress(address, port);
  if (bind(fd, local, ADDRESS_BYTES) !== 0) throw new Error(`cannot bind ${address}:${port}`);
  const data = Buffer.allocUnsafeSlow(PACKET_BYTES);
  const control = Buffer.allocUnsafeSlow(256).fill(0);
  /** struct iovec, then struct msghdr. */
  const vector = Buffer.allocUnsafeSlow(16);
  vector.writeBigUInt64LE(BigInt(addressOf(data)), 0);
  vector.writeBigUInt64LE(BigInt(PACKET_BYTES), 8);
  const message = Buffer.allocUnsafeSlow(56).fill(0);
  message.writeBigUInt64LE(BigInt(addressOf(vector)), 16);
  message.writeBigUInt64LE(1n, 24);
  message.writeBigUInt64LE(BigInt(addressOf(control)), 32);
  const messageAddress = addressOf(message);
  return {
    /** When the packet last fetched arrived, on the kernel's wall clock. */
    arrivedMs: 0,
    /** One-way delay of the next packet waiting, in ms; undefined when none is. */
    next(): number | undefined {
      message.writeUInt32LE(control.length, 40);
      if (recvmsg(fd, messageAddress, MSG_DONTWAIT) < 0) return undefined;
      // struct cmsghdr is 16 bytes, then the timespec; ours is the only one.
      this.arrivedMs = toMs(control, 16);
      return this.arrivedMs - data.readDoubleLE(0);
    },
    /** Kept referenced, for their addresses are in use. */
    buffers: [data, control, vector, message],
  };
}
