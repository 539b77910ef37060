/**
 * Router process: opens a device in every namespace and forwards packets between them until its stdin ends. It is a single
 * synchronous loop, because Node's timers are a millisecond late and an event loop takes turns. It is therefore controlled
 * through stdin and stdout, which the loop polls like a device.
 */

import { raisePriority } from '../../linux/scheduling-priority.ts';
import { configureHost } from '../namespaces/configure-host.ts';
import { readLine, writeLine } from './blocking-stdio.ts';
import { ROUTER_CAPACITY, RouterLoop } from './router-loop.ts';
import type { RouterConfig, RouterMessage } from './router-messages.ts';
import { openTunDevice } from './tun-device.ts';

const STDIN = 0;
const STDOUT = 1;

function send(message: RouterMessage): void {
  writeLine(STDOUT, JSON.stringify(message));
}

function main(): void {
  const line = readLine(STDIN);
  if (line === undefined) return;
  const config = JSON.parse(line) as RouterConfig;
  const { topology, namespaces, timeFactor } = config;
  const devices = topology.nodes.map(({ address }, node) => {
    return openTunDevice(namespaces[node] ?? '', () => configureHost(address, timeFactor));
  });
  const loop = new RouterLoop(config, devices, STDIN, send);
  globalThis.gc?.();
  const scheduling = raisePriority();
  send({ type: 'ready', detail: { scheduling, capacityPackets: ROUTER_CAPACITY } });
  loop.run();
  for (const device of devices) device.leave();
}

try {
  main();
} catch (error) {
  try {
    send({ type: 'failed', reason: error instanceof Error ? error.message : String(error) });
  } finally {
    process.exitCode = 1;
  }
}
