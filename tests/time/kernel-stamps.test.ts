import { expect, test } from 'vitest';
import { CAN_PRELOAD } from './family/can-preload.ts';
import type { Tools } from './family/family.ts';
import { withFamily } from './family/with-family.ts';

interface Packet {
  readonly sentMs: number;
  readonly leftMs: number;
  readonly stampMs: number;
}

/**
 * Sends packets to this process itself, and reads them and their time stamps only after several changes of the factor.
 */
async function packets({ clock, load, sleep }: Tools, factors: readonly number[]): Promise<Packet[]> {
  const { KernelSocket } = await load<typeof import('../../src/network/linux/kernel-socket.ts')>(
    'src/network/linux/kernel-socket.ts',
  );
  const sockets = [0, 1].map(() => new KernelSocket('127.0.0.1', 65_536));
  const [from, to] = sockets;
  if (from === undefined || to === undefined) throw new Error('no sockets');
  const send = from.sender({ address: '127.0.0.1', port: to.port });
  const wallMs = () => performance.timeOrigin + performance.now();
  // The kernel starts to stamp packets a moment after it is asked to; until then they are stamped when they are read.
  await sleep(100);
  const seen: Packet[] = [];
  for (const factor of factors) {
    clock.setFactor(factor);
    await sleep(10);
    const sentMs = wallMs();
    send(Buffer.from('x'));
    const leftMs = wallMs();
    for (const later of [3, 1, 5]) {
      await sleep(5);
      clock.setFactor(later);
    }
    to.drain(2, (_payload, _from, stampMs) => void seen.push({ sentMs, leftMs, stampMs }));
  }
  for (const socket of sockets) socket.close();
  return seen;
}

test.skipIf(!CAN_PRELOAD)('packets stamped by the kernel carry the virtual wall time, within 1 ms', () =>
  withFamily(async (family) => {
    const seen = await family.evaluate(packets, [1, 2, 4, 1.6, 1, 8, 3, 1]);
    expect(seen).toHaveLength(8);
    for (const { sentMs, leftMs, stampMs } of seen) {
      expect(stampMs).toBeGreaterThan(sentMs - 1);
      expect(stampMs).toBeLessThan(leftMs + 1);
    }
  }),
);
