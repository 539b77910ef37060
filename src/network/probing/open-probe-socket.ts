import { openDgramProbeSocket } from './dgram-probe-socket.ts';
import type { OnProbe, ProbeSocket } from './probe-socket.ts';

/**
 * A UDP socket on `address`, any port, in the network namespace with that path, or in ours. With the kernel's own time
 * stamps wherever they can be had.
 */
export async function openProbeSocket(
  address: string,
  namespace: string | undefined,
  onProbe: OnProbe,
): Promise<ProbeSocket> {
  if (await hasKernelStamps) {
    const { openKernelProbeSocket } = await import('./kernel-probe-socket.ts');
    return openKernelProbeSocket(address, namespace, onProbe);
  }
  if (namespace !== undefined) throw new Error('no call of the C library, so no way into a network namespace');
  return openDgramProbeSocket(address, onProbe);
}

/** Sockets of one calibration must share a clock: the kind is chosen once. */
const hasKernelStamps =
  process.platform === 'linux'
    ? import('./kernel-probe-socket.ts').then(
        () => true,
        () => false,
      )
    : Promise.resolve(false);
