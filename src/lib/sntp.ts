import { createSocket, type Socket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { sleep } from './clock.ts';
import { codeOf } from './code-of.ts';
import { messageOf } from './message-of.ts';

/** Fields as in ClockReading (model/recording/clock-reading.ts). */
export interface SntpReading {
  readonly offsetMs: number;
  readonly errorMs: number;
  readonly roundTripMs: number;
}

export interface SntpOptions {
  readonly host: string;
  readonly port: number;
  /** Wall time, ms. */
  readonly clock: () => number;
  readonly signal: AbortSignal;
  /** Time between two requests, ms; public servers ask for 2 s (RFC 5905, burst). */
  readonly spacingMs?: number;
}

const REQUESTS = 4;
const RESPONSE_TIMEOUT_MS = 1500;
const PACKET_BYTES = 48;
/** Leap indicator 0, version 4, mode 3 (client). */
const CLIENT = 0x23;
const SERVER_MODE = 4;
const UNSYNCHRONISED = 3;
const MOST_STRATUM = 15;
/** Seconds from 1900, the epoch of NTP, to 1970. */
const UNIX_EPOCH_S = 2_208_988_800;
/** Units per second of the fraction in NTP's timestamp format and in its short format. */
const FRACTION = 2 ** 32;
const SHORT_FRACTION = 2 ** 16;
/** Byte offsets in the packet (RFC 5905, figure 8). */
const AT = {
  rootDelay: 4,
  rootDispersion: 8,
  referenceId: 12,
  originTime: 24,
  receiveTime: 32,
  transmitTime: 40,
} as const;
const TIMESTAMP_BYTES = 8;

/**
 * Queries a time server a few times and returns the response with the shortest round trip (RFC 5905 sections 8 and 10:
 * offset, delay, clock filter). The error is half the round trip, since the split between its directions is unknown,
 * plus the server's own root delay and dispersion. Throws with the last reason when no response is usable.
 */
export async function readTimeServer({
  host,
  port,
  clock,
  signal,
  spacingMs = 2000,
}: SntpOptions): Promise<SntpReading> {
  const { address } = await lookup(host, { family: 4 });
  const socket = createSocket('udp4');
  // Unhandled between two requests, an error would end the process; the next request meets it again.
  socket.on('error', () => {});
  try {
    socket.connect(port, address);
    await once(socket, 'connect', { signal });
    const readings: SntpReading[] = [];
    let reason = '';
    for (let request = 0; request < REQUESTS; request++) {
      if (request > 0) await sleep(spacingMs, signal);
      try {
        readings.push(await query(socket, clock, signal));
      } catch (error) {
        signal.throwIfAborted();
        reason = messageOf(error);
      }
    }
    const [best] = readings.toSorted((a, b) => a.roundTripMs - b.roundTripMs);
    if (best === undefined) throw new Error(reason);
    return best;
  } finally {
    socket.close();
  }
}

async function query(socket: Socket, clock: () => number, signal: AbortSignal): Promise<SntpReading> {
  const request = Buffer.alloc(PACKET_BYTES);
  request[0] = CLIENT;
  const sentMs = clock();
  writeTime(request, AT.transmitTime, sentMs);
  const sentTime = request.subarray(AT.transmitTime, AT.transmitTime + TIMESTAMP_BYTES);
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(RESPONSE_TIMEOUT_MS)]);
  socket.send(request);
  for (;;) {
    const [response] = (await once(socket, 'message', { signal: inTime }).catch((error: unknown) => {
      // An ICMP message said that nobody listens there.
      if (codeOf(error) === 'ECONNREFUSED') throw error;
      throw new Error(`no answer in ${RESPONSE_TIMEOUT_MS / 1000} s`);
    })) as [Buffer];
    const receivedMs = clock();
    // Ignore responses to anything else, and late ones to a previous request.
    if (response.length < PACKET_BYTES) continue;
    if (!response.subarray(AT.originTime, AT.originTime + TIMESTAMP_BYTES).equals(sentTime)) continue;
    return toReading(response, sentMs, receivedMs);
  }
}

function toReading(response: Buffer, sentMs: number, receivedMs: number): SntpReading {
  const [flags = 0, stratum = 0] = response;
  if ((flags & 7) !== SERVER_MODE) throw new Error('what answered is no time server');
  if (stratum === 0) throw new Error(`it refuses (${response.toString('latin1', AT.referenceId, AT.referenceId + 4)})`);
  if (flags >> 6 === UNSYNCHRONISED || stratum > MOST_STRATUM) throw new Error('its own clock is not synchronised');
  const [arrivedMs, leftMs] = [readTime(response, AT.receiveTime), readTime(response, AT.transmitTime)];
  const roundTripMs = Math.max(0, receivedMs - sentMs - (leftMs - arrivedMs));
  const rootMs = (readShort(response, AT.rootDelay) / 2 + readShort(response, AT.rootDispersion)) * 1000;
  return {
    offsetMs: (arrivedMs - sentMs + (leftMs - receivedMs)) / 2,
    errorMs: roundTripMs / 2 + rootMs,
    roundTripMs,
  };
}

function writeTime(packet: Buffer, at: number, ms: number): void {
  const seconds = Math.floor(ms / 1000);
  packet.writeUInt32BE((seconds + UNIX_EPOCH_S) % FRACTION, at);
  packet.writeUInt32BE(Math.floor(((ms - seconds * 1000) / 1000) * FRACTION), at + 4);
}

/** Reads an NTP timestamp as wall time, ms since 1970; from 2036 on it is of NTP's second era. */
function readTime(packet: Buffer, at: number): number {
  const seconds = packet.readUInt32BE(at);
  const since1900 = seconds < FRACTION / 2 ? seconds + FRACTION : seconds;
  return (since1900 - UNIX_EPOCH_S + packet.readUInt32BE(at + 4) / FRACTION) * 1000;
}

/** Reads NTP's short format, s. */
function readShort(packet: Buffer, at: number): number {
  return packet.readUInt32BE(at) / SHORT_FRACTION;
}
