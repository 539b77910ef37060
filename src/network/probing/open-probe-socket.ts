import { openDgramProbeSocket } from './dgram-probe-socket.ts';
import type { OnProbe, ProbeSocket, ProbeSocketOptions } from './probe-socket.ts';

/**
 * Opens a UDP socket on `address`, any port unless one is given, in the network namespace with the given path or in our own. Uses the kernel's
 * timestamps where they are available. Throws for a namespace on a system without them.
 */
export async function openProbeSocket(
  address: string,
  namespace: string | undefined,
  onProbe: OnProbe,
  options: ProbeSocketOptions = {},
): Promise<ProbeSocket> {
  if (await hasKernelStamps) {
    const { openKernelProbeSocket } = await import('./kernel-probe-socket.ts');
    return openKernelProbeSocket(address, namespace, onProbe, options);
  }
  if (namespace !== undefined) throw new Error('no call of the C library, so no way into a network namespace');
  return openDgramProbeSocket(address, onProbe, options);
}

/** Whether kernel timestamps are available. Determined once, because all sockets of a calibration must share a clock. */
const hasKernelStamps =
  process.platform === 'linux'
    ? import('./kernel-probe-socket.ts').then(
        () => true,
        () => false,
      )
    : Promise.resolve(false);
