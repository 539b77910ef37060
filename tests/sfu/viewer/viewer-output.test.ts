import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { WebRtcTransport } from '../../../src/sfu/transport/webrtc-transport.ts';
import { ViewerCounters } from '../../../src/sfu/viewer/viewer-counters.ts';
import { ViewerOutput } from '../../../src/sfu/viewer/viewer-output.ts';
import type { OutgoingPacket, ViewerTrack } from '../../../src/sfu/viewer/viewer-track.ts';

function outputOf(kind: 'audio' | 'video') {
  const sent: string[] = [];
  const kept: number[] = [];
  const counters = new ViewerCounters();
  const transport = { send: (bytes: Buffer) => sent.push(bytes.toString()), guard: (run: () => void) => run() };
  const buffered = { packet: {}, sentMs: performance.now() - 50, retransmittedMs: undefined as number | undefined };
  const track = {
    kind,
    isSuperseded: () => false,
    isAwaited: () => false,
    buffered: (sequenceNumber: number) => ({
      ...buffered,
      packet: { track, sequenceNumber, payload: Buffer.alloc(10), marker: false },
    }),
    writeRetransmission: ({ sequenceNumber }: OutgoingPacket, transportSequence: number) =>
      Buffer.from(`again ${sequenceNumber}/${transportSequence}`),
    write: ({ sequenceNumber }: OutgoingPacket, transportSequence: number) => {
      kept.push(sequenceNumber);
      return Buffer.from(`${sequenceNumber}/${transportSequence}`);
    },
  };
  const output = new ViewerOutput(transport as unknown as WebRtcTransport, counters);
  const packet = (sequenceNumber: number, marker: boolean, bytes: number): OutgoingPacket => ({
    ...{ track: track as unknown as ViewerTrack, sequenceNumber, timestamp: 0 },
    ...{ marker, payload: Buffer.alloc(bytes), extensions: [] },
  });
  const send = (sequenceNumber: number, marker = false) => output.sendNow(packet(sequenceNumber, marker, 10));
  const enqueue = (sequenceNumber: number) => output.enqueue(packet(sequenceNumber, false, 1000));
  const conditions = { nowMs: performance.now(), roundTripMs: 10, mediaBps: 1e6 };
  const resend = (sequenceNumber: number) => {
    buffered.retransmittedMs = undefined;
    output.retransmit(track as unknown as ViewerTrack, [sequenceNumber], conditions);
  };
  const second = () => counters.takeSecond('a', { pacerQueuedMs: 0, roundTripMs: undefined });
  return { output, send, enqueue, resend, sent, kept, second };
}

describe('what is paced', () => {
  it('leaves over time, and so does what is queued after the queue was cleared', () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { output, enqueue, sent } = outputOf('video');
    for (let n = 0; n < 100; n++) enqueue(n);
    expect(sent.length).toBeLessThan(50);
    vi.advanceTimersByTime(1000);
    expect(sent).toHaveLength(100);
    for (let n = 100; n < 200; n++) enqueue(n);
    output.clear();
    const before = sent.length;
    vi.advanceTimersByTime(1000);
    expect(sent).toHaveLength(before);
    for (let n = 200; n < 300; n++) enqueue(n);
    vi.advanceTimersByTime(1000);
    expect(sent).toHaveLength(before + 100);
  });
});

describe('a rehearsed loss', () => {
  it('takes one video packet from the viewer, keeps it for retransmission, and leaves no hole in the transport’s numbers', () => {
    const { output, send, sent, kept, second } = outputOf('video');
    send(1);
    output.loseNext(1, performance.now());
    for (const number of [2, 3, 4]) send(number);
    expect(sent).toEqual(['1/1', '3/2', '4/3']);
    expect(kept).toEqual([1, 2, 3, 4]);
    expect(second()).toMatchObject({ rehearsedLosses: 1, packetsOut: 3, videoPacketsOut: 4, videoNumbersUnsent: 0 });
    expect(second()).not.toHaveProperty('rehearsedLosses');
  });

  it('takes the first retransmission too where asked, and not the second, nor another packet', () => {
    const { output, send, resend, sent } = outputOf('video');
    output.loseNext(2, performance.now());
    for (const number of [1, 2]) send(number);
    for (const number of [2, 1, 1]) resend(number);
    send(3);
    expect(sent).toEqual(['2/1', 'again 2/2', 'again 1/3', '3/4']);
  });

  it('spares a retransmission that comes later than a second and a half after the packet', () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    for (const [laterMs, expected] of [
      [1499, []],
      [1501, ['again 1/1']],
    ] as const) {
      const { output, send, resend, sent } = outputOf('video');
      output.loseNext(2, performance.now());
      send(1);
      vi.advanceTimersByTime(laterMs);
      resend(1);
      expect(sent).toEqual(expected);
    }
  });

  it('spares the packet that ends a picture', () => {
    const { output, send, sent } = outputOf('video');
    output.loseNext(1, performance.now());
    send(1, true);
    send(2);
    expect(sent).toEqual(['1/1']);
  });

  it('spares sound', () => {
    const { output, send, sent } = outputOf('audio');
    output.loseNext(1, performance.now());
    send(1);
    expect(sent).toEqual(['1/1']);
  });

  it('is forgotten when no packet leaves within half a second: nothing is lost in the window', () => {
    const { output, send, sent } = outputOf('video');
    output.loseNext(1, performance.now() - 501);
    send(1);
    expect(sent).toEqual(['1/1']);
  });
});
