import { z } from 'zod';
import type { LinkProfile } from '../../scenario/link-profile.ts';
import { crossFlowSchema } from './cross-flow-schema.ts';

/** Share from 0 to 1. */
export const probability = z.number().min(0).max(1);

const lossSchema = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('none') }).describe('Nothing is lost'),
    z
      .object({ type: z.literal('random'), lossFraction: probability.describe('0..1') })
      .describe('Each packet independently'),
    z
      .object({
        type: z.literal('gilbert-elliott'),
        perPacket: z
          .literal(true)
          .exactOptional()
          .describe('p and r apply per packet of the link; absent: per step of 4 ms'),
        p: probability.describe('Good to bad, per reference packet'),
        r: probability.describe('Bad to good, per reference packet'),
        lossInBad: probability.describe('Loss while bad'),
        lossInGood: probability.describe('Loss while good'),
      })
      .describe('In bursts'),
  ])
  .describe('How packets are lost');

const atMs = z.number().describe('Since the window opened; negative before it');
/** Start and end of something that happens in the window. */
export const span = {
  fromMs: z.number().describe('Start, since the window opened'),
  toMs: z.number().describe('End, since the window opened'),
};

export const linkProfileSchema = z
  .object({
    delayMs: z.number().describe('One-way delay'),
    jitterMs: z.number().describe('Uniform: ± around delayMs; else the scale of the distribution'),
    jitterDistribution: z.enum(['uniform', 'normal', 'pareto']).exactOptional().describe('Uniform when absent'),
    jitterReorders: z.boolean().exactOptional().describe('Whether jitter may reorder packets; absent: it does not'),
    loss: lossSchema,
    rateBps: z
      .number()
      .exactOptional()
      .describe(
        'Bottleneck capacity, bit/s of IP packets: before the first step, or the mean of a trace; absent when unlimited',
      ),
    rateSteps: z
      .object({
        steps: z.array(z.object({ atMs, rateBps: z.number().describe('From then on') })).describe('In ascending order'),
        repeatMs: z.number().exactOptional().describe('Period at which they repeat; absent: they do not'),
      })
      .exactOptional()
      .describe('Scheduled changes of the rate'),
    trace: z.string().exactOptional().describe('Name of the capacity trace'),
    queueMs: z.number().exactOptional().describe('Size of the bottleneck’s buffer, ms at rateBps'),
    queueBytes: z.number().exactOptional().describe('Or its size in bytes'),
    queuePackets: z.number().exactOptional().describe('Or its size in packets'),
    discipline: z
      .enum(['droptail', 'codel', 'fq-codel', 'dualpi2'])
      .exactOptional()
      .describe('Queue discipline; droptail when absent'),
    aqm: z
      .object({
        targetMs: z.number().exactOptional().describe('Acceptable wait'),
        intervalMs: z.number().exactOptional().describe('Time it must have been longer before the first drop'),
        ecn: z.boolean().exactOptional().describe('Packets are marked instead of dropped where they may be'),
        stepMs: z.number().exactOptional().describe('Wait beyond which L4S packets are marked'),
        flows: z.int().exactOptional().describe('Number of queues'),
        quantumBytes: z.number().exactOptional().describe('Bytes of a flow’s turn'),
      })
      .exactOptional()
      .describe('Settings of the queue discipline; each is its default when absent'),
    crossTraffic: z.array(crossFlowSchema).exactOptional().describe('Other traffic in the bottleneck’s queue'),
    mtuBytes: z.number().exactOptional().describe('Largest IP packet that passes'),
    udpBlocked: z.literal(true).exactOptional().describe('UDP is dropped, but for DNS; TCP passes'),
    duplicateFraction: probability.exactOptional().describe('Share of packets sent twice'),
    corruptFraction: probability.exactOptional().describe('Share of packets with one bit flipped'),
    reorder: z
      .object({
        fraction: probability.describe('Share of the candidates'),
        gap: z.number().describe('Every gap-th packet is a candidate'),
        lateMs: z.number().exactOptional().describe('They are this much later; absent: they skip the delay'),
      })
      .exactOptional()
      .describe('Packets that skip the delay, or are late'),
    startsAnywhere: z
      .literal(true)
      .exactOptional()
      .describe('The trace or cycle starts at a point drawn from seed and line'),
    together: z
      .literal(true)
      .exactOptional()
      .describe('The region’s viewers share handovers and the place in a trace or cycle'),
    spreadMs: z.number().exactOptional().describe('Each viewer’s schedule comes later by up to this'),
    courseStartMs: z.number().exactOptional().describe('That point, once drawn'),
    rateCaps: z
      .array(z.object({ ...span, rateBps: z.number().describe('Upper limit; 0: packets wait') }))
      .exactOptional()
      .describe('Holds, and lower rates for a time'),
    radio: z
      .object({
        grantMs: z.number().exactOptional().describe('Cellular: time between two grants'),
        aggregateMs: z.number().exactOptional().describe('Wi-Fi: mean time between two turns'),
        handover: z
          .object({
            everyMs: z.number().describe('Mean time between two'),
            forMs: z.number().describe('Time packets wait'),
          })
          .exactOptional()
          .describe('Changes of cell'),
        promotion: z
          .object({
            idleMs: z.number().describe('Time without a packet'),
            forMs: z.number().describe('Wait of the next packet'),
          })
          .exactOptional()
          .describe('Waking after a pause'),
      })
      .exactOptional()
      .describe('Effects of the radio'),
    delaySteps: z
      .array(z.object({ atMs, delayMs: z.number().describe('From then on') }))
      .exactOptional()
      .describe('Scheduled changes of the delay'),
    lossSteps: z
      .array(z.object({ atMs, loss: lossSchema }))
      .exactOptional()
      .describe('Scheduled changes of the loss'),
    blackouts: z.array(z.object(span)).exactOptional().describe('Times in which everything is lost'),
  })
  .describe('One direction of one segment; a missing field means no such effect') satisfies z.ZodType<LinkProfile>;
