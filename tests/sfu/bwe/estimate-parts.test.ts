import { describe, expect, it } from 'vitest';
import { QueueDelay } from '../../../src/sfu/bwe/queue-delay.ts';
import { SentPackets } from '../../../src/sfu/bwe/sent-packets.ts';

describe('SentPackets', () => {
  it('reports each packet at most once as missing and once as received, across the wrap', () => {
    const sent = new SentPackets();
    for (const [i, sequence] of [65_534, 65_535, 0, 1].entries()) sent.sent(sequence, { bytes: 100 + i, sentMs: i });
    const first = sent.acknowledge({ baseSequence: 65_534, feedbackCount: 0, arrivalsUs: [5000, undefined, 7000] });
    expect(first.map(({ bytes, arrivalMs }) => [bytes, arrivalMs])).toEqual([
      [100, 5],
      [101, undefined],
      [102, 7],
    ]);
    const second = sent.acknowledge({ baseSequence: 65_534, feedbackCount: 1, arrivalsUs: [5000, undefined, 7000] });
    expect(second).toEqual([]);
    const late = sent.acknowledge({ baseSequence: 65_535, feedbackCount: 2, arrivalsUs: [9000, 7000, 8000] });
    expect(late.map(({ bytes, arrivalMs }) => [bytes, arrivalMs])).toEqual([
      [101, 9],
      [103, 8],
    ]);
  });

  it('forgets packets sent more than ten seconds ago', () => {
    const sent = new SentPackets();
    sent.sent(1, { bytes: 1, sentMs: 0 });
    sent.sent(2, { bytes: 1, sentMs: 10_000 });
    expect(sent.acknowledge({ baseSequence: 1, feedbackCount: 0, arrivalsUs: [1, 2] })).toHaveLength(1);
  });
});

describe('QueueDelay', () => {
  it('measures the delay beyond the minimum, whatever the clocks say, without jitter', () => {
    const queue = new QueueDelay();
    expect(queue.queueDelayMs).toBe(0);
    for (let atMs = 0; atMs < 5000; atMs += 20) queue.add(atMs, atMs + 70_000 + (atMs % 60));
    expect(queue.queueDelayMs).toBe(0);
    for (let atMs = 5000; atMs < 5400; atMs += 20) queue.add(atMs, atMs + 70_080 + (atMs % 60));
    expect(queue.queueDelayMs).toBe(80);
  });

  it('takes a longer path for a queue for no more than 20 s', () => {
    const queue = new QueueDelay();
    queue.add(0, 50);
    for (let atMs = 1000; atMs < 15_000; atMs += 100) queue.add(atMs, atMs + 150);
    expect(queue.queueDelayMs).toBe(100);
    for (let atMs = 15_000; atMs < 25_000; atMs += 100) queue.add(atMs, atMs + 150);
    expect(queue.queueDelayMs).toBe(0);
  });
});
