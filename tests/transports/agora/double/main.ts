import { once } from 'node:events';
import { createServer } from 'node:https';
import nodeDataChannel from 'node-datachannel';
import { WebSocketServer } from 'ws';
import { createAccessPoint } from './access-point.ts';
import { Gateway } from './gateway.ts';
import type { DoubleConfig, DoubleEvent, FromDouble, ToDouble } from './messages.ts';

/**
 * Double of Agora's access point and gateway, which agora-rtc-sdk-ng 4.24.8 accepts as real: it joins, publishes one
 * video stream or two, subscribes, switches between them, renews its token, returns after a lost WebSocket and after a
 * blackout, and leaves. It tests longhaul's adapter, not Agora's network: there is one gateway instead of many; no
 * choice by region, no cloud proxy, TURN or TCP media; no encryption (it is asked for, and media flows in the clear), data streams or
 * mixing of several hosts. Bandwidth towards viewers is not estimated, so streams fall back only when a test says so, and the
 * server's statistics are a round trip and a loss, not what Agora measures. The protocol is undocumented: this was
 * observed on the wire between the SDK and itself.
 */

const TICK_MS = 20;
const FEEDBACK_MS = 50;
const SECOND_MS = 1000;

const config = JSON.parse(process.argv[2] ?? '{}') as DoubleConfig;

function say(message: FromDouble): void {
  if (process.connected) process.send?.(message);
}

const tell = (event: Omit<DoubleEvent, 'atMs'>) => say({ type: 'event', event: { atMs: Date.now(), ...event } });
const gateway = new Gateway(config, tell);
let lastUid = 100_000;
let port = config.port;
const accessPoint = createAccessPoint({
  config,
  gatewayPort: () => port,
  usersIn: (channel) => gateway.channels.get(channel)?.clients.size ?? 0,
  nextUid: () => ++lastUid,
  tell,
});
const server = createServer(config.tls, (request, response) => {
  accessPoint(request, response).catch((error: unknown) => {
    tell({ name: 'handler-failed', detail: { type: 'access point', reason: String(error) } });
    response.writeHead(500).end();
  });
});
new WebSocketServer({ server }).on('connection', (socket) => gateway.accept(socket));

function close(): void {
  gateway.close();
  process.exit(0);
}

process.on('message', (order: ToDouble) => {
  switch (order.type) {
    case 'close':
      return close();
    case 'drop-websocket':
      for (const client of gateway.clientsOf(order.uid)) client.socket?.terminate();
      return;
    case 'fall-back':
      return gateway.fallBack(order.uid, order.to);
    case 'ask-for-low':
      for (const client of gateway.clientsOf(order.uid)) client.push('enable_multi_stream', {});
  }
});
process.on('disconnect', close);
process.on('SIGINT', () => undefined);
process.on('SIGTERM', close);

const peers = () => gateway.clientsOf(undefined).map(({ peer }) => peer);
setInterval(() => {
  for (const channel of gateway.channels.values()) channel.tick(performance.now());
}, TICK_MS);
setInterval(() => {
  for (const peer of peers()) peer?.sendTransportFeedback();
}, FEEDBACK_MS);
setInterval(() => {
  for (const peer of peers()) peer?.endSecond(performance.now());
}, SECOND_MS);

nodeDataChannel.initLogger('Error', (_level, message) => tell({ name: 'node-datachannel', detail: { message } }));
server.on('error', (error) => {
  say({ type: 'failed', message: error.message });
  process.exitCode = 1;
  process.disconnect?.();
});
server.listen(config.port, config.address);
await once(server, 'listening');
const bound = server.address();
port = typeof bound === 'object' && bound !== null ? bound.port : config.port;
say({ type: 'ready', port });
