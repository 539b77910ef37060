import koffi from 'koffi';
import type { Endpoint } from '../backend.ts';
import { addressOf, close, lastError, openUdpSocket } from '../backends/tun/libc.ts';
import { udpSocketInside } from '../backends/tun/udp-socket-inside.ts';
import type { OnProbe, ProbeSocket } from './probe-socket.ts';

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
const sendto: Call<[fd: number, data: Buffer, bytes: number, flags: number, address: Buffer, addressBytes: number]> =
  library.func('long sendto(int fd, void *data, size_t bytes, int flags, void *address, unsigned int addressBytes)');
const recvmsg: Call<[fd: number, message: number, flags: number]> = library.func(
  'long recvmsg(int fd, uintptr_t message, int flags)',
);
const clockGettime: Call<[clock: number, timespec: number]> = library.func(
  'int clock_gettime(int clock, uintptr_t timespec)',
);

/** From bits/socket.h, asm/socket.h and time.h, Linux. */
const AF_INET = 2;
const SOL_SOCKET = 1;
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
const PACKET_BYTES = 2048;
const BUFFER_BYTES = 4 << 20;
/** Arrivals are stamped by the kernel, so they may wait for us. */
const DRAIN_EVERY_MS = 4;

const timespec = Buffer.allocUnsafeSlow(16).fill(0);
const timespecAddress = addressOf(timespec);

/** The kernel's wall clock, the one that stamps packets; a double keeps about 0.2 µs of it. */
function kernelMs(): number {
  clockGettime(CLOCK_REALTIME, timespecAddress);
  return timespecMs(timespec, 0);
}

function timespecMs(buffer: Buffer, at: number): number {
  return Number(buffer.readBigInt64LE(at)) * 1000 + buffer.readUInt32LE(at + 8) / 1e6;
}

/**
 * On Linux, in the network namespace with that path or in ours: arrivals are stamped by the kernel, however late this
 * process gets to them. Throws with the call that failed; importing this file throws where there is no glibc.
 */
export async function openKernelProbeSocket(
  address: string,
  namespace: string | undefined,
  onProbe: OnProbe,
): Promise<ProbeSocket> {
  const fd = namespace === undefined ? openUdpSocket() : await udpSocketInside(namespace);
  if (fd < 0) throw new Error(`socket: ${lastError()}`);
  setOption(fd, SO_RCVBUFFORCE, BUFFER_BYTES);
  setOption(fd, SO_TIMESTAMPNS, 1);
  const local = socketAddress({ address, port: 0 });
  if (bind(fd, local, ADDRESS_BYTES) !== 0) {
    const why = lastError();
    close(fd);
    throw new Error(`bind ${address}: ${why}`);
  }
  getsockname(fd, local, int32(ADDRESS_BYTES));
  const receiver = createReceiver(fd, onProbe);
  const timer = setInterval(receiver.drain, DRAIN_EVERY_MS);
  const addresses = new Map<string, Buffer>();
  return {
    port: local.readUInt16BE(2),
    send(message, to) {
      const key = `${to.address}:${to.port}`;
      const target = addresses.get(key) ?? socketAddress(to);
      addresses.set(key, target);
      sendto(fd, message, message.length, MSG_DONTWAIT, target, ADDRESS_BYTES);
    },
    nowMs: kernelMs,
    close() {
      clearInterval(timer);
      receiver.drain();
      close(fd);
    },
  };
}

function createReceiver(fd: number, onProbe: OnProbe) {
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
  return {
    /** Kept referenced, for their addresses are in use. */
    buffers: [data, from, control, vector, header],
    drain() {
      for (;;) {
        header.writeUInt32LE(ADDRESS_BYTES, 8);
        header.writeUInt32LE(CONTROL_BYTES, 40);
        const bytes = recvmsg(fd, headerAddress, MSG_DONTWAIT);
        if (bytes < 0) return;
        // The stamp is the only control message asked for.
        const receivedMs = timespecMs(control, CMSGHDR_BYTES);
        const address = [...from.subarray(4, 8)].join('.');
        onProbe(data.subarray(0, bytes), receivedMs, { address, port: from.readUInt16BE(2) });
      }
    },
  };
}

function setOption(fd: number, name: number, value: number): void {
  setsockopt(fd, SOL_SOCKET, name, int32(value), 4);
}

function int32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32LE(value);
  return buffer;
}

function socketAddress({ address, port }: Endpoint): Buffer {
  const buffer = Buffer.alloc(ADDRESS_BYTES);
  buffer.writeUInt16LE(AF_INET, 0);
  buffer.writeUInt16BE(port, 2);
  buffer.set(address.split('.').map(Number), 4);
  return buffer;
}
