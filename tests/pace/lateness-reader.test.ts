import { describe, expect, it } from 'vitest';
import type { RecordLine } from '../../src/model/recording/recording.ts';
import { type Lateness, LatenessReader } from '../../src/pace/lateness-reader.ts';
import { buildLines, takeOf } from '../build-recording.ts';

const { header } = takeOf(buildLines());
const reader = () => new LatenessReader(header.take.scenario, header.take.viewers);
const read = (...lines: RecordLine[]): Lateness | undefined => {
  const each = reader();
  return lines.map((line) => each.read(line)).at(-1);
};
const viewer = header.take.viewers[0]?.id ?? '';
const made = (frame: readonly number[], lateMs: readonly number[]): RecordLine => ({
  ...{ type: 'frames-made', atMs: 1, baseMs: 0, madeMs: frame.map((n) => n * 33), frame, lateMs },
});
const seen = (timerLateP99Ms: number): RecordLine => ({
  ...{ type: 'frames-seen', atMs: 1, viewer, frame: [], baseMs: 0, seenMs: [], latencyMs: [], unreadable: 0 },
  timerLateP99Ms,
});
const host = (runnerLoopP99Ms: number): RecordLine => ({ type: 'host', atMs: 1, runnerLoopP99Ms });
const encoded = (framesEncoded: number, totalEncodeTime: number): RecordLine => ({
  ...{ type: 'stats', atMs: 1, participant: 'publisher' },
  reports: [{ type: 'outbound-rtp', id: 'v', timestamp: 0, kind: 'video', framesEncoded, totalEncodeTime }] as never,
});
const ticks = Array.from({ length: 30 }, (_, n) => n);

describe('lateness in stream time', () => {
  it('of ticks ignores the worst two of thirty; three that are late by half a frame spoil the second', () => {
    const late = (count: number, ms: number) => ticks.map((n) => (n < count ? ms : 0));
    expect(read(made(ticks, late(2, 40)))).toMatchObject({ severity: 0, spoils: false });
    expect(read(made(ticks, late(4, 17)))).toMatchObject({ spoils: true });
    expect(read(made(ticks, late(1, 51)))).toMatchObject({ spoils: true, what: 'ticks' });
  });

  it('spoils the second when ticks were skipped, also between two lines', () => {
    expect(read(made([1, 2, 4], [0, 0, 0]))).toMatchObject({ spoils: true });
    expect(read(made([1, 2], [0, 0]), made([3, 4], [0, 0]))).toMatchObject({ spoils: false });
    expect(read(made([1, 2], [0, 0]), made([4, 5], [0, 0]))).toMatchObject({ spoils: true });
  });

  it('of a viewer’s timer has a target of 16 ms, and spoils the second above 40 ms', () => {
    expect(read(seen(8))).toEqual({ severity: 0.5, spoils: false, what: `timer of ${viewer}` });
    expect(read(seen(41))).toMatchObject({ spoils: true });
  });

  it('of all viewers’ timers has a target of 5 ms on average; the host’s line ends their second', () => {
    expect(read(seen(12), seen(8), host(0))).toMatchObject({ severity: 2, what: 'timers', spoils: false });
    expect(read(seen(12), host(0), host(4))).toEqual({ severity: 0.1, what: 'runner', spoils: false });
  });

  it('of the encoder is the time per frame since the previous sample, relative to the frame interval', () => {
    expect(read(encoded(30, 0.3))).toBeUndefined();
    const half = read(encoded(30, 0.3), encoded(60, 0.3 + 30 * 0.0125));
    expect(half?.severity).toBeCloseTo(0.625, 9);
    expect(read(encoded(30, 0.3), encoded(60, 0.3 + 30 * 0.031))).toMatchObject({ spoils: true, what: 'encoder' });
    // Counters of a new connection start at zero.
    expect(read(encoded(30, 0.3), encoded(2, 0.02))).toBeUndefined();
  });

  it('of the network is that of its router, and any packet that it dropped unasked spoils the second', () => {
    const links = (latenessP99Ms: number, unaskedDrops = 0): RecordLine => ({
      ...{ type: 'links', atMs: 1, links: [] },
      shaper: { packets: 9, latenessP99Ms, unaskedDrops, unroutable: 0 },
    });
    expect(read(links(1.25))).toEqual({ severity: 0.5, spoils: false, what: 'shaper' });
    expect(read(links(6))).toMatchObject({ spoils: true });
    expect(read(links(0, 1))).toMatchObject({ spoils: true });
  });
});
