import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createRandom } from '../../../src/lib/random.ts';

export interface RelayDirection {
  readonly delayMs?: number;
  readonly lossFraction?: number;
  /** Rate of a bottleneck with a buffer of `queueMs`. */
  readonly rateBps?: number;
  readonly queueMs?: number;
}

/** Opens a relay on its own port that impairs the path between a browser and the origin. */
export async function openRelay(
  originPort: number,
  toOrigin: RelayDirection,
  fromOrigin: RelayDirection,
  seed: number,
): Promise<{ readonly port: number; close(): void }> {
  const random = createRandom(seed);
  const browserSide = createSocket('udp4');
  const originSide = createSocket('udp4');
  let browserPort = 0;
  const pass = (
    { delayMs = 0, lossFraction = 0, rateBps, queueMs = 100 }: RelayDirection,
    send: (b: Buffer) => void,
  ) => {
    let freeMs = 0;
    return (packet: Buffer) => {
      // Leave the DTLS handshake alone: otherwise its back-off would be what is tested.
      const isMedia = (packet[0] ?? 0) >= 128 && (packet[0] ?? 0) < 192;
      if (isMedia && random() < lossFraction) return;
      const nowMs = performance.now();
      let leaveMs = nowMs;
      if (rateBps !== undefined) {
        if (freeMs - nowMs > queueMs) return;
        freeMs = Math.max(freeMs, nowMs) + (packet.length * 8000) / rateBps;
        leaveMs = freeMs;
      }
      const waitMs = leaveMs - nowMs + delayMs;
      if (waitMs <= 0) send(packet);
      else setTimeout(() => send(packet), waitMs);
    };
  };
  const quietly = (socket: Socket, port: () => number) => (packet: Buffer) => {
    try {
      socket.send(packet, port(), '127.0.0.1');
    } catch {
      // closed with packets still on their way
    }
  };
  const up = pass(
    toOrigin,
    quietly(originSide, () => originPort),
  );
  const down = pass(
    fromOrigin,
    quietly(browserSide, () => browserPort),
  );
  browserSide.on('message', (packet, { port }) => {
    browserPort = port;
    up(packet);
  });
  originSide.on('message', down);
  browserSide.bind(0, '127.0.0.1');
  originSide.bind(0, '127.0.0.1');
  await Promise.all([once(browserSide, 'listening'), once(originSide, 'listening')]);
  return {
    port: browserSide.address().port,
    close() {
      browserSide.close();
      originSide.close();
    },
  };
}
