import koffi from 'koffi';
import { addressOf, openUdpSocket } from '../../src/network/linux/libc.ts';
import {
  ADDRESS_BYTES,
  bind,
  CLOCK_REALTIME,
  int32,
  kernelMs,
  SO_RCVBUF,
  SO_RCVBUFFORCE,
  SO_SNDBUF,
  SO_SNDBUFFORCE,
  SO_TIMESTAMPNS,
  SOL_SOCKET,
  StampedReceiver,
  sendto,
  setsockopt,
  socketAddress,
} from '../../src/network/linux/socket-calls.ts';

/** Beside the socket calls of the product: to sleep until a set time, as the router's probe needs. */
const clockNanosleep: (clock: number, flags: number, request: number, remain: number) => number = koffi
  .load('libc.so.6')
  .func('int clock_nanosleep(int clock, int flags, uintptr_t request, uintptr_t remain)');

/** From time.h, Linux. */
const TIMER_ABSTIME = 1;
const BUFFER_BYTES = 32 << 20;
const PACKET_BYTES = 2048;

const timespec = Buffer.allocUnsafeSlow(16).fill(0);
const timespecAddress = addressOf(timespec);

export function sleepUntil(atMs: number): void {
  const seconds = Math.floor(atMs / 1000);
  timespec.writeUInt32LE(seconds, 0);
  timespec.writeUInt32LE(0, 4);
  timespec.writeUInt32LE(Math.floor((atMs - seconds * 1000) * 1e6), 8);
  timespec.writeUInt32LE(0, 12);
  clockNanosleep(CLOCK_REALTIME, TIMER_ABSTIME, timespecAddress, 0);
}

function udpSocket(...bufferOptions: readonly number[]): number {
  const fd = openUdpSocket();
  if (fd < 0) throw new Error('no socket');
  // The last is as far as the user may go without privilege.
  bufferOptions.some((option) => setsockopt(fd, SOL_SOCKET, option, int32(BUFFER_BYTES), 4) === 0);
  return fd;
}

/** Sends packets that carry their own sending time as the first 8 bytes. */
export function createSender(targets: readonly { readonly address: string; readonly port: number }[], bytes: number) {
  const fd = udpSocket(SO_SNDBUFFORCE, SO_SNDBUF);
  const packet = Buffer.allocUnsafeSlow(PACKET_BYTES).fill(0);
  const addresses = targets.map(socketAddress);
  const pointers = addresses.map(addressOf);
  return {
    /** False when the kernel refused it. `addresses` is named to keep them from being collected. */
    send(target: number): boolean {
      packet.writeDoubleLE(kernelMs(), 0);
      return sendto(fd, packet, bytes, 0, pointers[target % addresses.length] ?? 0, ADDRESS_BYTES) === bytes;
    },
  };
}

/** Receives what a sender of ours sent, stamped by the kernel when it arrived, however late it is fetched. */
export function createReceiver(address: string, port: number) {
  const fd = udpSocket(SO_RCVBUFFORCE, SO_RCVBUF);
  setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPNS, int32(1), 4);
  if (bind(fd, socketAddress({ address, port }), ADDRESS_BYTES) !== 0)
    throw new Error(`cannot bind ${address}:${port}`);
  const receiver = new StampedReceiver(PACKET_BYTES);
  return {
    /** When the packet last fetched arrived, on the kernel's wall clock. */
    arrivedMs: 0,
    /** One-way delay of the next packet waiting, in ms; undefined when none is. */
    next(): number | undefined {
      if (receiver.receive(fd) < 0) return undefined;
      this.arrivedMs = receiver.stampMs;
      return this.arrivedMs - receiver.data.readDoubleLE(0);
    },
  };
}
