import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { timestampsOf } from '../../src/model/recording/rtp-steps.ts';
import { createLineParser } from '../../src/recording/parse-line.ts';
import { readLines } from '../../src/recording/read-lines.ts';
import { readPcapng } from '../../tests/network/capture/read-pcapng.ts';
import { claim, type Ran } from './rehearsal.ts';

const MOST_OFF_MS = 2;
/** UDP's and IP's headers before RTP's (RFC 3550). */
const RTP_AT = 28;

interface Sent {
  firstMs: number;
  lastMs: number;
}

/** Holds how long each sampled frame took to be sent against the capture of the publisher's packets; returns the captured median, ms. */
export async function holdAgainstCapture({ directory }: Ran): Promise<number> {
  const captured = capturedFrames(directory);
  const pairs = (await recordedSending(directory)).flatMap(([timestamp, recordedMs]) => {
    const sent = captured.get(timestamp);
    return sent === undefined ? [] : [{ recordedMs, capturedMs: sent.lastMs - sent.firstMs }];
  });
  const off = pairs.map(({ recordedMs, capturedMs }) => Math.abs(recordedMs - capturedMs));
  const [p50, p95] = [quantile(off, 0.5), quantile(off, 0.95)];
  const medianMs = quantile(
    pairs.map(({ capturedMs }) => capturedMs),
    0.5,
  );
  claim(
    `sending of ${pairs.length} frames, median ${medianMs.toFixed(1)} ms, is off what was captured by p50 ${p50.toFixed(2)}, p95 ${p95.toFixed(2)} ms`,
    pairs.length > 20 && p95 <= MOST_OFF_MS,
  );
  return medianMs;
}

/** Returns RTP timestamps with the recorded time from first to last packet; the viewer's are the publisher's until that begins anew. */
async function recordedSending(directory: string): Promise<readonly (readonly [number, number])[]> {
  const folder = join(directory, 'recordings');
  const found: (readonly [number, number])[] = [];
  const { parse } = createLineParser();
  for await (const texts of readLines(join(folder, readdirSync(folder)[0] ?? '')))
    for (const text of texts) {
      const parsed = text === undefined ? undefined : parse(text);
      if (parsed?.type !== 'line' || parsed.line.type !== 'frame-stamps') continue;
      const { rtpSteps, sendingMs } = parsed.line;
      found.push(...timestampsOf(rtpSteps).map((timestamp, i) => [timestamp, sendingMs[i] ?? Number.NaN] as const));
    }
  return found;
}

/** Returns when each frame's first and last packet left the publisher, by RTP timestamp of the stream with the most packets. */
function capturedFrames(directory: string): ReadonlyMap<number, Sent> {
  const folder = join(directory, 'captures');
  const file = join(folder, readdirSync(folder)[0] ?? '', 'publisher.pcapng');
  const streams = new Map<number, Map<number, Sent & { packets: number }>>();
  for (const { on, direction, data, atNs } of readPcapng(readFileSync(file)).packets) {
    if (on !== 'publisher' || direction !== 'out' || !isMedia(data)) continue;
    const frames = streams.get(data.readUInt32BE(RTP_AT + 8)) ?? new Map<number, Sent & { packets: number }>();
    streams.set(data.readUInt32BE(RTP_AT + 8), frames);
    const atMs = Number(atNs) / 1e6;
    const frame = frames.get(data.readUInt32BE(RTP_AT + 4)) ?? { firstMs: atMs, lastMs: atMs, packets: 0 };
    frames.set(data.readUInt32BE(RTP_AT + 4), frame);
    [frame.lastMs, frame.packets] = [atMs, frame.packets + 1];
  }
  const perFrame = (frames: ReadonlyMap<number, { packets: number }>) =>
    [...frames.values()].reduce((sum, { packets }) => sum + packets, 0) / frames.size;
  // Sound has one packet of each timestamp, and resends are few.
  const [video] = [...streams.values()].filter(({ size }) => size > 20).sort((a, b) => perFrame(b) - perFrame(a));
  return video ?? new Map();
}

function isMedia(packet: Buffer): boolean {
  if (packet.length < RTP_AT + 12 || packet[0] !== 0x45 || packet[9] !== 17) return false;
  const type = (packet[RTP_AT + 1] ?? 0) & 0x7f;
  return (packet[RTP_AT] ?? 0) >> 6 === 2 && (type < 64 || type > 95);
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? Number.NaN;
}
