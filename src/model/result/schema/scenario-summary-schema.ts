import { z } from 'zod';
import type { ChangeLimitSet } from '../../scenario/budget.ts';
import type { Device } from '../../scenario/device.ts';
import type { LinkProfile } from '../../scenario/link-profile.ts';
import type { NetworkEvent } from '../../scenario/network.ts';
import type { Broadcast } from '../../scenario/scenario.ts';
import { metricIdSchema, statisticSchema, unitSchema } from './metric-schema.ts';
import { transportSchema } from './transport-schema.ts';

const probability = z.number().min(0).max(1);

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
const span = {
  fromMs: z.number().describe('Start, since the window opened'),
  toMs: z.number().describe('End, since the window opened'),
};

const crossTimes = {
  fromMs: z.number().exactOptional().describe('Start, since the window opened; absent: always there'),
  toMs: z.number().exactOptional().describe('End, since the window opened'),
};

const crossFlowSchema = z
  .discriminatedUnion('type', [
    z
      .object({
        type: z.literal('udp'),
        rateBps: z.number().describe('Rate while it sends, bit/s'),
        packetBytes: z.number().describe('Size of its IP packets'),
        onMs: z.number().exactOptional().describe('Mean length of its bursts; absent: all the time'),
        offMs: z.number().exactOptional().describe('Mean pause between them'),
        ...crossTimes,
      })
      .describe('UDP at a rate'),
    z
      .object({
        type: z.literal('tcp'),
        rttMs: z.number().describe('Round trip of its path without the wait in this queue'),
        ecn: z.literal(true).exactOptional().describe('It understands ECN'),
        transfers: z
          .object({
            leastBytes: z.number().describe('Least size'),
            mostBytes: z.number().describe('Largest size'),
            pauseMs: z.number().describe('Mean pause between two'),
          })
          .exactOptional()
          .describe('One transfer after the other; absent: one without end'),
        ...crossTimes,
      })
      .describe('Model of TCP with CUBIC'),
  ])
  .describe('Other traffic');

const linkProfileSchema = z
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
      .enum(['droptail', 'codel', 'fq-codel'])
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

const labelZh = z.string().exactOptional().describe('In Chinese; absent: as in `label`');

const segmentSchema = z
  .object({
    profile: z.string().describe('Catalog name, or "custom"'),
    label: z.string().describe('In words'),
    labelZh,
    out: linkProfileSchema.describe('From China to the viewer: media'),
    back: linkProfileSchema.describe('Towards China: feedback'),
  })
  .describe('A segment of the path');

const sourceSchema = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('presenter') }).describe('Generated scene'),
    z.object({ type: z.literal('file'), path: z.string().describe('Path of the clip') }).describe('A clip'),
  ])
  .describe('What is sent');

const videoSchema = z
  .object({
    codec: z.enum(['vp8', 'h264', 'vp9', 'av1']).describe('Video codec'),
    width: z.int().describe('Pixels'),
    height: z.int().describe('Pixels'),
    fps: z.number().describe('Frames per second'),
    bitrateBps: z.number().describe('Target, bit/s'),
    simulcast: z
      .array(
        z.object({
          scaleDownBy: z.number().describe('Divisor of width and height'),
          bitrateBps: z.number().describe('Target, bit/s'),
        }),
      )
      .exactOptional()
      .describe('Smaller pictures sent beside this one, smallest first; absent: none'),
    scalabilityMode: z
      .enum(['L1T1', 'L1T2', 'L1T3', 'L2T3_KEY', 'L3T3_KEY'])
      .exactOptional()
      .describe('Layers within each stream; absent: the browser’s own choice'),
    sourceSize: z
      .object({ width: z.int().describe('Pixels'), height: z.int().describe('Pixels') })
      .exactOptional()
      .describe('Size before the encoder scales it down; absent: the same'),
    keyframeIntervalMs: z.number().exactOptional().describe('Longest time between keyframes; absent: only when needed'),
    contentHint: z
      .enum(['motion', 'detail', 'text'])
      .exactOptional()
      .describe('What the encoder is told about the picture; absent: nothing'),
    degradation: z
      .enum(['maintain-resolution', 'maintain-framerate', 'balanced'])
      .exactOptional()
      .describe('What is reduced when not everything fits; absent: not the resolution'),
    nack: z.boolean().exactOptional().describe('false: lost packets are not retransmitted; absent: they are'),
  })
  .describe('Encoder settings');

export const broadcastSchema = z
  .object({
    transport: transportSchema,
    source: sourceSchema,
    video: videoSchema,
    audio: z
      .object({
        bitrateBps: z.number().describe('Target, bit/s'),
        red: z.boolean().exactOptional().describe('true: sound is sent redundantly (RED); absent: it is not'),
      })
      .describe('Encoder settings'),
    firstMile: segmentSchema.describe('Studio to origin'),
  })
  .describe('The sending side') satisfies z.ZodType<Broadcast>;

const deviceSchema = z
  .object({
    id: z.string().describe('"mid-phone"'),
    label: z.string().describe('In words'),
    labelZh: z.string().describe('In Chinese'),
    viewport: z
      .object({ width: z.number().describe('CSS pixels'), height: z.number().describe('CSS pixels') })
      .describe('Size of the page'),
    cpuCores: z
      .number()
      .exactOptional()
      .describe('Cores of this machine for the viewer’s whole browser; absent: no limit'),
  })
  .describe('What its viewers watch on; absent: no limits') satisfies z.ZodType<Device>;

const regionSchema = z.object({
  id: z.string().describe('"sea-id"'),
  label: z.string().describe('In words'),
  labelZh,
  zone: z.string().exactOptional().describe('IANA time zone, where one is known'),
  localTime: z.string().exactOptional().describe('The airtime on its clock: "2026-11-27T19:00+07:00"'),
  viewers: z.int().describe('Number of viewers'),
  device: deviceSchema.exactOptional(),
  haul: segmentSchema.describe('Cross-border path, shared by the region’s viewers'),
  access: segmentSchema.describe('Last mile, one line per viewer'),
});

const eventSchema = z
  .object({
    ...span,
    name: z.string().describe('In words'),
    region: z.string().exactOptional().describe('Region whose haul or access it affects; absent: the first mile'),
    segment: z.enum(['first-mile', 'access']).exactOptional().describe('Absent: the haul'),
    directions: z.array(z.enum(['out', 'back'])).describe('Directions affected'),
    extraDelayMs: z.number().describe('Added to the segment’s own; 0: none'),
    lossFraction: probability.describe('Added to the segment’s own; 0: none'),
    blackout: z.boolean().describe('Everything is lost'),
    rateBps: z.number().exactOptional().describe('Upper limit; 0: packets wait'),
  })
  .describe('Something that happens to a segment of the path for a time') satisfies z.ZodType<NetworkEvent>;

const changeLimitsSchema = z.record(
  z.string(),
  z.array(
    z.object({
      metric: metricIdSchema.describe('Metric id'),
      statistic: statisticSchema.describe('Which number of the metric'),
      unit: unitSchema,
      limit: z.number().describe('How much worse than the baseline it may be'),
      warnLimit: z.number().exactOptional().describe('A change worse than `limit` but not than this only warns'),
    }),
  ),
) satisfies z.ZodType<ChangeLimitSet>;

export const scenarioSummarySchema = z.object({
  name: z.string().describe('Name of the scenario file'),
  durationMs: z.number().describe('Measured time'),
  warmupMs: z.number().describe('Time before it, at least'),
  airtime: z
    .string()
    .exactOptional()
    .describe('When the stream is to begin, on China’s clock: "2026-11-27T20:00+08:00"'),
  broadcast: broadcastSchema,
  variants: z
    .array(z.object({ name: z.string().describe('Name in the scenario file'), broadcast: broadcastSchema }))
    .exactOptional()
    .describe('Broadcasts compared with it; absent when none are'),
  regions: z.array(regionSchema).describe('Where viewers are'),
  events: z
    .array(eventSchema)
    .exactOptional()
    .describe('Events on the path during the run, one entry per region; the segments above do not include them'),
  changeLimits: changeLimitsSchema
    .exactOptional()
    .describe('Region id to its limits on change; absent when none is set'),
  traces: z
    .record(z.string(), z.string())
    .exactOptional()
    .describe('Name of each trace that the segments use, and a digest of its content'),
});
