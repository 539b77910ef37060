import { openSync, readSync } from 'node:fs';
import { insideNamespace } from '../../linux/inside-namespace.ts';
import { ioctl, lastError, open } from '../../linux/libc.ts';
import { DEVICE } from '../namespaces/device.ts';
import { NAMESPACES_DIRECTORY } from '../namespaces/namespaces.ts';

/** From fcntl.h and linux/if_tun.h, as on every Linux architecture that Node supports. */
const O_RDWR = 2;
const O_NONBLOCK = 0o4000;
const O_CLOEXEC = 0o2000000;
const TUNSETIFF = 0x400454ca;
const IFF_TUN = 0x0001;
const IFF_NO_PI = 0x1000;
/** struct ifreq: 16 bytes of name, then the flags. */
const IFREQ_BYTES = 40;
const IFREQ_NAME_BYTES = 16;

/** One node's end of the wire, held by the router. */
export interface TunDevice {
  readonly namespace: string;
  /** Non-blocking; one IP packet a read, one a write. */
  readonly fd: number;
  /** Packets the kernel dropped since the start because the router did not fetch them in time. */
  takeQueueDrops(): number;
}

/**
 * Creates the device inside a namespace that exists; it lives as long as this process. Segmentation offload stays off:
 * loss must hit packets, not 64 KB super-packets. Throws with the call that failed.
 */
export function openTunDevice(namespace: string): TunDevice {
  return insideNamespace(`${NAMESPACES_DIRECTORY}/${namespace}`, () => {
    const fd = open('/dev/net/tun', O_RDWR | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) throw new Error(`open /dev/net/tun: ${lastError()}`);
    const request = Buffer.alloc(IFREQ_BYTES);
    request.write(DEVICE, 0, IFREQ_NAME_BYTES - 1, 'ascii');
    request.writeUInt16LE(IFF_TUN | IFF_NO_PI, IFREQ_NAME_BYTES);
    if (ioctl(fd, TUNSETIFF, request) !== 0) throw new Error(`TUNSETIFF in ${namespace}: ${lastError()}`);
    return { namespace, fd, takeQueueDrops: queueDropReader() };
  });
}

/**
 * Of this thread's namespace. The file is bound to the namespace in which it was opened, so it is read again and again
 * without going back there.
 */
function queueDropReader(): () => number {
  const file = openSync('/proc/thread-self/net/dev', 'r');
  const text = Buffer.alloc(4096);
  const total = () => {
    const bytes = readSync(file, text, 0, text.length, 0);
    return transmitDrops(text.toString('latin1', 0, bytes));
  };
  let seen = total();
  return () => {
    const before = seen;
    seen = total();
    return seen - before;
  };
}

/** Columns of /proc/net/dev after the name: 8 of receiving, then bytes, packets, errs, drop of sending. */
function transmitDrops(table: string): number {
  const line = table.split('\n').find((candidate) => candidate.trimStart().startsWith(`${DEVICE}:`));
  const drops = Number(line?.split(':')[1]?.trim().split(/\s+/)[11]);
  if (!Number.isFinite(drops)) throw new Error(`no ${DEVICE} in /proc/net/dev`);
  return drops;
}
