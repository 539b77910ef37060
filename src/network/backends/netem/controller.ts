/**
 * Controller process: creates the qdiscs of a network of pipes, updates them as the weather changes, and reports their
 * counts every second, until its stdin ends. It is a process of its own because a step of the weather must not wait for the
 * runner.
 */
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { messageOf } from '../../../lib/message-of.ts';
import { raisePriority } from '../../linux/scheduling-priority.ts';
import type { RouterControl, RouterMessage } from '../tun/router-messages.ts';
import type { ControllerConfig } from './controller-messages.ts';
import { WeatherController } from './weather-controller.ts';

const STDOUT = 1;

function send(message: RouterMessage): void {
  writeSync(STDOUT, `${JSON.stringify(message)}\n`);
}

function fail(error: unknown): void {
  try {
    send({ type: 'failed', reason: messageOf(error) });
  } finally {
    process.exit(1);
  }
}

async function main(): Promise<void> {
  const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  const first = await lines.next();
  if (first.done === true) return;
  const config = JSON.parse(first.value) as ControllerConfig;
  globalThis.gc?.();
  // Before tc is started, so that it inherits the priority.
  const scheduling = raisePriority();
  const controller = new WeatherController(config, send, fail);
  await controller.start();
  send({ type: 'ready', detail: { scheduling, ...controller.detail } });
  for (;;) {
    const line = await lines.next();
    if (line.done === true) break;
    const message = JSON.parse(line.value) as RouterControl;
    switch (message.type) {
      case 'open-window':
        controller.openWindow();
    }
  }
  controller.stop();
}

main().catch(fail);
