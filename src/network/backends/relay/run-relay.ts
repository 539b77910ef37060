/** The relay's process: an event loop of its own, so that nothing but packets can hold up packets. */

import { DgramWire } from './dgram-wire.ts';
import { RELAY_CAPACITY, RelayLoop } from './relay-loop.ts';
import type { FromRelay, RelayDetail, ToRelay } from './relay-messages.ts';
import type { Wire, WireOptions } from './wire.ts';

let loop: RelayLoop | undefined;

function say(message: FromRelay): void {
  if (process.connected) process.send?.(message);
}

/** Where the C library can be reached (Linux, glibc), it is; LONGHAUL_RELAY_WIRE=dgram does without, as elsewhere. */
async function chooseWire(): Promise<(options: WireOptions) => Wire> {
  if (process.platform === 'linux' && process.env.LONGHAUL_RELAY_WIRE !== 'dgram')
    try {
      const { KernelWire } = await import('./kernel-wire.ts');
      return (options) => new KernelWire(options);
    } catch {
      // No glibc, or none that koffi can load.
    }
  return (options) => new DgramWire(options);
}

/** Where the C library can be reached, the kernel can be asked to wake us sooner. */
async function precedence(): Promise<string> {
  try {
    return (await import('../../linux/scheduling-priority.ts')).takePrecedence();
  } catch {
    return 'normal';
  }
}

async function obey(message: ToRelay): Promise<void> {
  switch (message.type) {
    case 'start': {
      // First: threads that are started later take it over.
      const scheduling = await precedence();
      loop = new RelayLoop(message.topology, await chooseWire(), say);
      await loop.started();
      globalThis.gc?.();
      const detail: RelayDetail = { scheduling, wire: loop.wire, capacityPackets: RELAY_CAPACITY };
      say({ type: 'ready', detail });
      return;
    }
    case 'reach': {
      const { request, node, target } = message;
      if (loop === undefined) throw new Error('reach before start');
      try {
        say({ type: 'reached', request, at: loop.reach(node, target).at });
      } catch (error) {
        say({ type: 'refused', request, reason: error instanceof Error ? error.message : String(error) });
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
  obey(message).catch((error: unknown) => {
    say({ type: 'failed', reason: error instanceof Error ? error.message : String(error) });
    process.exitCode = 1;
    process.disconnect();
  });
});
// The runner has died.
process.on('disconnect', () => process.exit());
