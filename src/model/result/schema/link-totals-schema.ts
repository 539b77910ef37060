import { z } from 'zod';

const count = z.int().nonnegative();
const ms = z.number();
const bps = z.number();

const lost = {
  lostRandom: count.describe('Packets lost independently of each other, as asked'),
  lostBurst: count.describe('Packets lost in bursts and blackouts, as asked'),
  lostQueue: count.describe('Packets dropped because the bottleneck’s buffer was full, or by its discipline'),
  lostBlackout: count
    .exactOptional()
    .describe('Part of lostBurst that fell into a blackout; absent when none was asked for'),
};

export const linkPointSchema = z
  .object({
    second: z.int().describe('First second of the interval, since the window opened'),
    inPackets: count.describe('Packets that entered the link'),
    outBytes: count.describe('Bytes of IP packets that left it'),
    ...lost,
    meanDelayMs: ms.exactOptional().describe('Mean of the delay and jitter applied; absent when nothing passed'),
    queueDelayP95Ms: ms.exactOptional().describe('Wait in the bottleneck’s buffer, in the worst second'),
    queueDelayMaxMs: ms.exactOptional().describe('Longest wait'),
    rateBps: bps
      .exactOptional()
      .describe('Smallest capacity in force, so that no dip is lost; absent when it never changes'),
  })
  .describe('A link in one interval of the window; seconds without a sample are in no point');

export const linkTotalsSchema = z
  .object({
    link: z.string().describe('"first-mile/out", "haul:<region>/back", "access:<viewer>/out"'),
    inPackets: count.describe('Packets that entered the link'),
    inBytes: count.describe('Bytes of IP packets that entered it'),
    outPackets: count.describe('Packets that left it'),
    outBytes: count.describe('Bytes of IP packets that left it'),
    ...lost,
    duplicated: count
      .exactOptional()
      .describe('Copies made; absent, like the next two, when the link has no such effect'),
    corrupted: count.exactOptional().describe('Packets with one bit flipped'),
    reordered: count.exactOptional().describe('Packets sent ahead of others'),
    lostMtu: count.exactOptional().describe('Part of lostRandom that was larger than the MTU; absent without one'),
    udpBlocked: count
      .exactOptional()
      .describe('UDP packets that a link with `udp: blocked` refused, in no other count; absent where UDP passes'),
    marked: count.exactOptional().describe('Packets marked (ECN) instead of dropped; absent where none are'),
    crossPackets: count
      .exactOptional()
      .describe(
        'Packets of other traffic that came to the link, in no other count; absent, like the next three, without any',
      ),
    crossOutBytes: count.exactOptional().describe('Bytes of it that left the link'),
    crossLost: count.exactOptional().describe('Packets of it that were lost'),
    crossMarked: count.exactOptional().describe('Packets of it that were marked (ECN)'),
    meanDelayMs: ms.exactOptional().describe('Mean of the delay and jitter applied; absent when nothing passed'),
    queueDelayP50Ms: ms
      .exactOptional()
      .describe('Wait in the bottleneck’s buffer: median of the seconds’ medians; absent without a bottleneck'),
    queueDelayP95Ms: ms
      .exactOptional()
      .describe('95 % of packets passed in seconds whose own 95th percentile was no longer'),
    queueDelayMaxMs: ms.exactOptional().describe('Longest wait'),
    leastRateBps: bps.exactOptional().describe('Smallest capacity in force; absent when it never changes'),
    mostRateBps: bps.exactOptional().describe('Largest capacity in force'),
    stretchSeconds: z
      .int()
      .positive()
      .describe('Seconds that one point of the course covers: 1, or more in takes too long to keep each second'),
    course: z.array(linkPointSchema).describe('The link over the window'),
  })
  .describe('What one direction of one segment did in the window, counted by the emulator');
