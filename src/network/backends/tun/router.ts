/**
 * The router's process: opens a device in every namespace and passes packets between them until its stdin ends. All of it is
 * one synchronous loop, because a timer of Node's is a millisecond late and an event loop takes turns; hence control by
 * stdin and stdout, which the loop polls like any device.
 */
import { readSync, writeSync } from 'node:fs';
import { takePrecedence } from './precedence.ts';
import { ROUTER_CAPACITY, RouterLoop } from './router-loop.ts';
import type { RouterConfig, RouterMessage } from './router-messages.ts';
import { openTunDevice } from './tun-device.ts';

const STDIN = 0;
const STDOUT = 1;

function readLine(): string | undefined {
  const chunk = Buffer.alloc(1 << 16);
  let text = '';
  while (!text.endsWith('\n')) {
    const bytes = readSync(STDIN, chunk);
    if (bytes === 0) return undefined;
    text += chunk.toString('utf8', 0, bytes);
  }
  return text;
}

function send(message: RouterMessage): void {
  writeSync(STDOUT, `${JSON.stringify(message)}\n`);
}

function main(): void {
  const line = readLine();
  if (line === undefined) return;
  const config = JSON.parse(line) as RouterConfig;
  const loop = new RouterLoop(config, config.namespaces.map(openTunDevice), STDIN, send);
  globalThis.gc?.();
  const scheduling = takePrecedence();
  send({ type: 'ready', detail: { scheduling, capacityPackets: ROUTER_CAPACITY } });
  loop.run();
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
