/** Relay process: has its own event loop, so that nothing but packets can delay packets. */

import { messageOf } from '../../../lib/message-of.ts';
import { DgramWire } from './dgram-wire.ts';
import { RELAY_CAPACITY, RelayLoop } from './relay-loop.ts';
import type { FromRelay, RelayDetail, ToRelay } from './relay-messages.ts';
import type { Wire, WireOptions } from './wire.ts';

let loop: RelayLoop | undefined;

function send(message: FromRelay): void {
  if (process.connected) process.send?.(message);
}

/** Chooses the C library's wire where it is available (Linux with glibc). LONGHAUL_RELAY_WIRE=dgram forces the other one. */
async function chooseWire(): Promise<(options: WireOptions) => Wire> {
  if (process.platform === 'linux' && process.env.LONGHAUL_RELAY_WIRE !== 'dgram')
    try {
      const { KernelWire } = await import('./kernel-wire.ts');
      return (options) => new KernelWire(options);
    } catch {
      // There is no glibc, or koffi cannot load it.
    }
  return (options) => new DgramWire(options);
}

/** Raises the priority where the C library is available, and returns a description of the scheduling obtained. */
async function raiseOwnPriority(): Promise<string> {
  try {
    return (await import('../../linux/scheduling-priority.ts')).raisePriority();
  } catch {
    return 'normal';
  }
}

async function handle(message: ToRelay): Promise<void> {
  switch (message.type) {
    case 'start': {
      // First, so that threads started later inherit the priority.
      const scheduling = await raiseOwnPriority();
      loop = new RelayLoop(message.topology, await chooseWire(), send);
      await loop.started();
      globalThis.gc?.();
      const detail: RelayDetail = { scheduling, wire: loop.wire, capacityPackets: RELAY_CAPACITY };
      send({ type: 'ready', detail });
      return;
    }
    case 'reach': {
      const { request, node, target } = message;
      if (loop === undefined) throw new Error('reach before start');
      try {
        send({ type: 'reached', request, at: loop.reach(node, target).at });
      } catch (error) {
        send({ type: 'refused', request, reason: messageOf(error) });
      }
      return;
    }
    case 'open-window':
      loop?.openWindow();
      return;
    case 'stop':
      process.exit();
  }
}

process.on('message', (message: ToRelay) => {
  handle(message).catch((error: unknown) => {
    send({ type: 'failed', reason: messageOf(error) });
    process.exitCode = 1;
    process.disconnect();
  });
});
// The channel closes when the runner dies.
process.on('disconnect', () => process.exit());
