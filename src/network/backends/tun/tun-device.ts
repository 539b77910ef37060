import { openSync, readSync } from 'node:fs';
import { insideNamespace } from '../../linux/inside-namespace.ts';
import { ioctl, ioctlNumber, lastError, open } from '../../linux/libc.ts';
import { DEVICE, NAMESPACES_DIRECTORY } from '../namespaces/namespaces.ts';
import { quietNamespace } from '../namespaces/quiet-namespace.ts';

/** Constants of fcntl.h and linux/if_tun.h, the same on every Linux architecture that Node supports. */
const O_RDWR = 2;
const O_NONBLOCK = 0o4000;
const O_CLOEXEC = 0o2000000;
const TUNSETIFF = 0x400454ca;
const TUNSETPERSIST = 0x400454cb;
const IFF_TUN = 0x0001;
const IFF_NO_PI = 0x1000;
/** Layout of struct ifreq: 16 bytes of name, then the flags. */
const IFREQ_BYTES = 40;
const IFREQ_NAME_BYTES = 16;

/** TUN device of one node, held by the router. */
export interface TunDevice {
  readonly namespace: string;
  /** Non-blocking descriptor; each read or write carries one IP packet. */
  readonly fd: number;
  /** Returns how many packets the kernel dropped since the last call because the router did not read them in time. */
  takeQueueDrops(): number;
  /**
   * Leaves the device to its namespace. Closing it would remove it, which takes the kernel 20 ms for each; with their
   * namespaces it removes all at once.
   */
  leave(): void;
}

/**
 * Creates a device inside an existing namespace, and quiets that; the device lives as long as this process, unless it is left.
 * `configure`: called inside. Segmentation offload stays off: loss must hit packets, not 64 KB super-packets. Throws with the
 * name of the failed call.
 */
export function openTunDevice(namespace: string, configure: () => void): TunDevice {
  return insideNamespace(`${NAMESPACES_DIRECTORY}/${namespace}`, () => {
    quietNamespace();
    const fd = open('/dev/net/tun', O_RDWR | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) throw new Error(`open /dev/net/tun: ${lastError()}`);
    const request = Buffer.alloc(IFREQ_BYTES);
    request.write(DEVICE, 0, IFREQ_NAME_BYTES - 1, 'ascii');
    request.writeUInt16LE(IFF_TUN | IFF_NO_PI, IFREQ_NAME_BYTES);
    if (ioctl(fd, TUNSETIFF, request) !== 0) throw new Error(`TUNSETIFF in ${namespace}: ${lastError()}`);
    configure();
    // A refusal changes nothing but the time that the end takes.
    return { namespace, fd, takeQueueDrops: queueDropReader(), leave: () => ioctlNumber(fd, TUNSETPERSIST, 1) };
  });
}

/**
 * Returns a function that counts the drops in this thread's namespace since its last call. The file is bound to the
 * namespace in which it was opened, so it can be read later without returning there.
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

/**
 * Parses the transmit drops from /proc/net/dev: after the name, 8 receive columns, then bytes, packets, errs and drop of
 * transmit.
 */
function transmitDrops(table: string): number {
  const line = table.split('\n').find((candidate) => candidate.trimStart().startsWith(`${DEVICE}:`));
  const drops = Number(line?.split(':')[1]?.trim().split(/\s+/)[11]);
  if (!Number.isFinite(drops)) throw new Error(`no ${DEVICE} in /proc/net/dev`);
  return drops;
}
