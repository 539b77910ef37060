import { describe, expect, it } from 'vitest';
import { parseRtcp } from '../../../src/sfu/rtcp/rtcp.ts';
import { TwccReceiver } from '../../../src/sfu/rtcp/twcc-receiver.ts';

function read(packet: Buffer | undefined) {
  const [message] = packet === undefined ? [] : parseRtcp(packet);
  if (message?.type !== 'transport-cc') throw new Error('not a transport-cc feedback');
  return message;
}

describe('TwccReceiver', () => {
  it('reports each packet once, and the missing ones between', () => {
    const receiver = new TwccReceiver(1);
    receiver.receive(10, 1_000_000);
    receiver.receive(12, 1_002_000);
    const [first, ...more] = receiver.takeFeedback(99);
    expect(more).toEqual([]);
    expect(first?.readUInt32BE(8)).toBe(99);
    expect(read(first)).toMatchObject({
      baseSequence: 10,
      feedbackCount: 0,
      arrivalsUs: [1_000_000, undefined, 1_002_000],
    });
    expect(receiver.takeFeedback(99)).toEqual([]);
    receiver.receive(13, 1_003_000);
    expect(read(receiver.takeFeedback(99)[0])).toMatchObject({
      baseSequence: 13,
      feedbackCount: 1,
      arrivalsUs: [1_003_000],
    });
  });

  it('continues across the wrap of sequence numbers', () => {
    const receiver = new TwccReceiver(1);
    for (const [index, sequence] of [65_534, 65_535, 0, 1].entries()) receiver.receive(sequence, 64_000 + index * 250);
    expect(read(receiver.takeFeedback(1)[0])).toMatchObject({
      baseSequence: 65_534,
      arrivalsUs: [64_000, 64_250, 64_500, 64_750],
    });
  });

  it('resumes from a late packet, and retracts nothing reported before', () => {
    const receiver = new TwccReceiver(1);
    receiver.receive(1, 64_000);
    receiver.receive(3, 65_000);
    receiver.takeFeedback(1);
    receiver.receive(2, 66_000);
    receiver.receive(4, 66_250);
    expect(read(receiver.takeFeedback(1)[0])).toMatchObject({ baseSequence: 2, arrivalsUs: [66_000, 65_000, 66_250] });
  });

  it('keeps the first arrival of a duplicate', () => {
    const receiver = new TwccReceiver(1);
    receiver.receive(1, 64_000);
    receiver.receive(1, 70_000);
    expect(read(receiver.takeFeedback(1)[0]).arrivalsUs).toEqual([64_000]);
  });

  it('splits what is too much for one message', () => {
    const receiver = new TwccReceiver(1);
    for (let i = 0; i < 1000; i++) receiver.receive(i, i * 1000);
    const packets = receiver.takeFeedback(1);
    expect(packets.flatMap((packet) => read(packet).arrivalsUs)).toHaveLength(1000);
    expect(Math.max(...packets.map(({ length }) => length))).toBeLessThan(1200);
    expect(packets.map((packet) => read(packet).feedbackCount)).toEqual([0, 1, 2]);
  });

  it('takes no longer for numbers that leap than for as many that do not', () => {
    const receiver = new TwccReceiver(1);
    // 30 leaps of 32,767 per feedback; walking through them one by one meant a million entries.
    for (let leap = 0; leap < 30; leap++) receiver.receive((leap * 32_767) & 0xffff, 64_000 + leap * 1000);
    const packets = receiver.takeFeedback(1).map((packet) => read(packet));
    expect(packets.map(({ baseSequence }) => baseSequence)).toEqual(
      Array.from({ length: 30 }, (_, leap) => (leap * 32_767) & 0xffff),
    );
    expect(packets.flatMap(({ arrivalsUs }) => arrivalsUs).length).toBeLessThanOrEqual(30 * 350);
  });

  it('continues after a pause longer than a delta can express', () => {
    const receiver = new TwccReceiver(1);
    receiver.receive(1, 0);
    receiver.receive(2, 20_000_000);
    expect(receiver.takeFeedback(1).map((packet) => read(packet).arrivalsUs)).toEqual([[0], [20_000_000]]);
  });
});
