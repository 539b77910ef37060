import { createSocket, type Socket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { sleep } from './clock.ts';

/** See model/clock-reading.ts. */
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
  /** Between two questions; servers of the public ask for 2 s (RFC 5905, burst). */
  readonly spacingMs?: number;
}

const QUESTIONS = 4;
const ANSWER_LIMIT_MS = 1500;
const PACKET_BYTES = 48;
/** Leap indicator 0, version 4, mode 3 (client). */
const CLIENT = 0x23;
const SERVER_MODE = 4;
const UNSYNCHRONISED = 3;
const MOST_STRATUM = 15;
/** From 1900, where NTP counts from, to 1970. */
const UNIX_EPOCH_S = 2_208_988_800;
const FRACTION = 2 ** 32;
const SHORT_FRACTION = 2 ** 16;

/**
 * Asks a time server a few times and keeps the answer that came back quickest (RFC 5905 sections 8 and 10: offset, delay, clock
 * filter). The error is half the round trip, for nobody knows how it is shared out, and what the server says of itself (root
 * delay and dispersion). Throws with what was wrong when no answer was of use.
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
  // Told between two questions it would end the process; the next question meets it again.
  socket.on('error', () => {});
  try {
    socket.connect(port, address);
    await once(socket, 'connect', { signal });
    const readings: SntpReading[] = [];
    let reason = '';
    for (let question = 0; question < QUESTIONS; question++) {
      if (question > 0) await sleep(spacingMs, signal);
      try {
        readings.push(await ask(socket, clock, signal));
      } catch (error) {
        signal.throwIfAborted();
        reason = error instanceof Error ? error.message : String(error);
      }
    }
    const [best] = readings.toSorted((a, b) => a.roundTripMs - b.roundTripMs);
    if (best === undefined) throw new Error(reason);
    return best;
  } finally {
    socket.close();
  }
}

async function ask(socket: Socket, clock: () => number, signal: AbortSignal): Promise<SntpReading> {
  const question = Buffer.alloc(PACKET_BYTES);
  question[0] = CLIENT;
  const sentMs = clock();
  writeTime(question, 40, sentMs);
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_LIMIT_MS)]);
  socket.send(question);
  for (;;) {
    const [answer] = (await once(socket, 'message', { signal: inTime }).catch((error: unknown) => {
      // Nobody listens there: the system was told so.
      if (error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED') throw error;
      throw new Error(`no answer in ${ANSWER_LIMIT_MS / 1000} s`);
    })) as [Buffer];
    const receivedMs = clock();
    // An answer to something else, or late to a former question.
    if (answer.length < PACKET_BYTES || !answer.subarray(24, 32).equals(question.subarray(40, 48))) continue;
    return readingOf(answer, sentMs, receivedMs);
  }
}

function readingOf(answer: Buffer, sentMs: number, receivedMs: number): SntpReading {
  const [flags = 0, stratum = 0] = answer;
  if ((flags & 7) !== SERVER_MODE) throw new Error('what answered is no time server');
  if (stratum === 0) throw new Error(`it refuses (${answer.toString('latin1', 12, 16)})`);
  if (flags >> 6 === UNSYNCHRONISED || stratum > MOST_STRATUM) throw new Error('its own clock is not synchronised');
  const [arrivedMs, leftMs] = [readTime(answer, 32), readTime(answer, 40)];
  const roundTripMs = Math.max(0, receivedMs - sentMs - (leftMs - arrivedMs));
  const rootMs = (readShort(answer, 4) / 2 + readShort(answer, 8)) * 1000;
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

/** Wall time, ms; in NTP's second era from 2036 on. */
function readTime(packet: Buffer, at: number): number {
  const seconds = packet.readUInt32BE(at);
  const since1900 = seconds < FRACTION / 2 ? seconds + FRACTION : seconds;
  return (since1900 - UNIX_EPOCH_S + packet.readUInt32BE(at + 4) / FRACTION) * 1000;
}

/** NTP short format, s. */
function readShort(packet: Buffer, at: number): number {
  return packet.readUInt32BE(at) / SHORT_FRACTION;
}
