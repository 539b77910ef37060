import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { Server } from 'node:http';
import nodeDataChannel from 'node-datachannel';
import { wallMs } from '../../lib/clock.ts';
import { createHttpServer } from '../http/http-server.ts';
import { Origin } from '../origin.ts';
import { IceTcp } from '../transport/ice-tcp/ice-tcp.ts';
import { LibraryLog } from './library-log.ts';
import type { FromOrigin, OriginConfig, ToOrigin } from './messages.ts';
import { TickLateness } from './tick-lateness.ts';

// The origin's own process. Its packet timing is measured, so nothing else runs in it; and if node-datachannel ends the
// process, only this one ends.

const TICK_MS = 20;
const FEEDBACK_MS = 50;
const SECOND_MS = 1000;

const config = JSON.parse(process.argv[2] ?? '{}') as OriginConfig;

function send(message: FromOrigin): void {
  if (process.connected) process.send?.(message);
}

const log = (text: string) => send({ type: 'log', text });
const libraryLog = new LibraryLog(log);

/**
 * Rejects if the address cannot be bound. node-datachannel ends the process silently in that case; a plain socket gives
 * the reason.
 */
async function checkAddress(address: string): Promise<void> {
  const socket = createSocket('udp4');
  try {
    socket.bind(0, address);
    await once(socket, 'listening');
  } finally {
    socket.close();
  }
}

function fail(error: unknown): void {
  const { code, message } = error as NodeJS.ErrnoException;
  const { address, port } = config;
  const [text, advice] =
    code === 'EADDRINUSE'
      ? [`port ${port} on ${address} is taken`, `Stop what listens there (ss -ltnp 'sport = :${port}'), and try again.`]
      : code === 'EADDRNOTAVAIL'
        ? [
            `${address} is not an address of this host`,
            'The network of the take is not up, or belongs to another namespace.',
          ]
        : [
            `the origin could not start: ${message}`,
            'Run again; if the problem persists, please report it with this message.',
          ];
  const failed: FromOrigin = { type: 'failed', message: text, advice };
  if (process.send === undefined) process.exit(1);
  process.send(failed, () => process.exit(1));
}

function runTimers(origin: Origin): void {
  // Node's own monitor (monitorEventLoopDelay) wakes the process for itself alone: 100 times a second took 3 ms of CPU time.
  const lateness = new TickLateness(TICK_MS);
  setInterval(() => {
    const nowMs = performance.now();
    lateness.came(nowMs);
    origin.tick(nowMs);
  }, TICK_MS);
  setInterval(() => origin.sendTransportFeedback(), FEEDBACK_MS);
  setInterval(() => {
    libraryLog.endSecond();
    const { longestMs, secondMs } = lateness.take();
    const line = {
      type: 'origin',
      atMs: wallMs(),
      loopP99Ms: secondMs,
      loopMaxMs: longestMs,
      ...origin.endSecond(performance.now()),
    } as const;
    send({ type: 'second', line });
    for (const stamps of origin.takeStamps(performance.now())) send({ type: 'stamps', line: stamps });
  }, SECOND_MS);
}

function closeOnRequest(origin: Origin, server: Server): void {
  const close = () => {
    server.close();
    origin.close();
    process.exit(0);
  };
  process.on('message', (message: ToOrigin) => {
    if (message.type === 'close') close();
    else origin.rehearseLoss(message.viewers, message.twice, performance.now());
  });
  process.on('disconnect', close);
  // Ctrl-C reaches the whole process group; the parent closes us in its own order.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', close);
  // The parent may have gone before anybody listened.
  if (process.send !== undefined && !process.connected) close();
}

// Errors within a session end that session (webrtc-transport.ts). Anything else is logged rather than ending everyone's
// stream.
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, (error: unknown) => log(`${event}: ${error instanceof Error ? error.stack : String(error)}`));
nodeDataChannel.initLogger('Error', (level, message) => libraryLog.add(level, message));
try {
  await checkAddress(config.address);
  const iceTcp = config.iceTcp ? await IceTcp.open(config.address) : undefined;
  const origin = new Origin({ address: config.address, iceTcp }, log);
  const server = createHttpServer(origin, log);
  closeOnRequest(origin, server);
  server.listen(config.port, config.address);
  await once(server, 'listening');
  runTimers(origin);
  const bound = server.address();
  send({ type: 'ready', port: typeof bound === 'object' && bound !== null ? bound.port : config.port });
} catch (error) {
  fail(error);
}
