import { z } from 'zod';

const count = z.int().nonnegative();
const ms = z.number();
const bps = z.number();

const lost = {
  lostRandom: count.describe('Packets lost independently of each other, as asked'),
  lostBurst: count.describe('Packets lost in bursts and blackouts, as asked'),
  lostQueue: count.describe('Packets dropped because the bottleneck’s buffer was full, or by CoDel'),
  lostBlackout: count.exactOptional().describe('Of lostBurst, those lost in a blackout; absent when none was asked'),
};

const linkPoint = z
  .object({
    second: z.int().describe('First second of the stretch, since the window opened'),
    inPackets: count.describe('Packets that entered the link'),
    outBytes: count.describe('Bytes of IP packets that left it'),
    ...lost,
    meanDelayMs: ms.exactOptional().describe('Mean of the delay and jitter given; absent when nothing passed'),
    queueDelayP95Ms: ms.exactOptional().describe('Wait in the bottleneck’s buffer: of the worst second'),
    queueDelayMaxMs: ms.exactOptional().describe('Longest wait'),
    rateBps: bps.exactOptional().describe('Least capacity in force; absent when it never changes'),
  })
  .describe('A link in one stretch of the window; seconds without a sample are in none');

export const linkTotals = z
  .object({
    link: z.string().describe('"first-mile/out", "haul:<region>/back", "access:<viewer>/out"'),
    inPackets: count.describe('Packets that entered the link'),
    inBytes: count.describe('Bytes of IP packets that entered it'),
    outPackets: count.describe('Packets that left it'),
    outBytes: count.describe('Bytes of IP packets that left it'),
    ...lost,
    duplicated: count
      .exactOptional()
      .describe('Copies made; absent, as the next two, when the link does no such thing'),
    corrupted: count.exactOptional().describe('Packets of which one bit was flipped'),
    reordered: count.exactOptional().describe('Packets sent ahead of others'),
    meanDelayMs: ms.exactOptional().describe('Mean of the delay and jitter given; absent when nothing passed'),
    queueDelayP50Ms: ms
      .exactOptional()
      .describe('Wait in the bottleneck’s buffer: the median second’s median; absent without one'),
    queueDelayP95Ms: ms
      .exactOptional()
      .describe('95 % of packets passed in seconds whose own 95th percentile was no longer'),
    queueDelayMaxMs: ms.exactOptional().describe('Longest wait'),
    leastRateBps: bps.exactOptional().describe('Least capacity in force; absent when it never changes'),
    mostRateBps: bps.exactOptional().describe('Largest capacity in force'),
    stretchSeconds: z.int().positive().describe('Seconds a point of the course stands for: 1, more in long takes'),
    course: z.array(linkPoint).describe('The link over the window'),
  })
  .describe('What one direction of one segment did in the window, counted by the emulator');
