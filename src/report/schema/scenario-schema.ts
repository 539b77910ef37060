import { z } from 'zod';
import { metricId, statistic, unit } from './metric-schema.ts';
import { transport } from './transport-schema.ts';

const probability = z.number().min(0).max(1);

const loss = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('none') }).describe('Nothing is lost'),
    z
      .object({ type: z.literal('random'), lossFraction: probability.describe('0..1') })
      .describe('Each packet on its own'),
    z
      .object({
        type: z.literal('gilbert-elliott'),
        perPacket: z.literal(true).exactOptional().describe('p and r go by packets; absent: by steps of 4 ms'),
        p: probability.describe('Good to bad, per reference packet'),
        r: probability.describe('Bad to good, per reference packet'),
        lossInBad: probability.describe('Loss while bad'),
        lossInGood: probability.describe('Loss while good'),
      })
      .describe('In bursts'),
  ])
  .describe('How packets are lost');

const atMs = z.number().describe('Since the window opened; negative before it');
const span = { fromMs: z.number().describe('Since the window opened'), toMs: z.number().describe('Its end') };

const linkProfile = z
  .object({
    delayMs: z.number().describe('One way'),
    jitterMs: z.number().describe('Uniform: ± around delayMs; else the scale of the distribution'),
    jitterDistribution: z.enum(['uniform', 'normal', 'pareto']).exactOptional().describe('Uniform when absent'),
    jitterReorders: z.boolean().exactOptional().describe('Whether packets may overtake by jitter; absent: they do not'),
    loss,
    rateBps: z
      .number()
      .exactOptional()
      .describe('Bottleneck, bit/s of IP packets: before the first step, or a trace’s mean; absent when unlimited'),
    rateSteps: z
      .object({
        steps: z.array(z.object({ atMs, rateBps: z.number().describe('From then on') })).describe('In ascending order'),
        repeatMs: z.number().exactOptional().describe('They repeat every so often; absent: once'),
      })
      .exactOptional()
      .describe('Scheduled changes of the rate'),
    trace: z.string().exactOptional().describe('Name of the capacity’s trace'),
    queueMs: z.number().exactOptional().describe('What the bottleneck’s buffer holds: so many ms of rateBps'),
    queueBytes: z.number().exactOptional().describe('Or the bytes it holds'),
    queuePackets: z.number().exactOptional().describe('Or the packets it holds'),
    discipline: z.enum(['droptail', 'codel']).exactOptional().describe('Of the queue; droptail when absent'),
    duplicateFraction: probability.exactOptional().describe('Packets sent twice'),
    corruptFraction: probability.exactOptional().describe('Packets with one bit flipped'),
    reorder: z
      .object({
        fraction: probability.describe('Of the candidates'),
        gap: z.number().describe('Each gap-th packet is a candidate'),
        lateMs: z.number().exactOptional().describe('So much later; absent: they skip the delay'),
      })
      .exactOptional()
      .describe('Packets that skip the delay, or are late'),
    startsAnywhere: z
      .literal(true)
      .exactOptional()
      .describe('Trace or cycle begin at a place drawn from seed and line'),
    courseStartMs: z.number().exactOptional().describe('That place, where it has been drawn'),
    rateCaps: z
      .array(z.object({ ...span, rateBps: z.number().describe('At most; 0: packets wait') }))
      .exactOptional()
      .describe('Holds, and narrower rates for a time'),
    radio: z
      .object({
        grantMs: z.number().exactOptional().describe('Cellular: between two grants'),
        aggregateMs: z.number().exactOptional().describe('Wi-Fi: mean between two turns'),
        handover: z
          .object({ everyMs: z.number().describe('Mean between two'), forMs: z.number().describe('Packets wait') })
          .exactOptional()
          .describe('Changes of cells'),
        promotion: z
          .object({ idleMs: z.number().describe('Without a packet'), forMs: z.number().describe('The next waits') })
          .exactOptional()
          .describe('Waking after a pause'),
      })
      .exactOptional()
      .describe('What the radio adds'),
    delaySteps: z
      .array(z.object({ atMs, delayMs: z.number().describe('From then on') }))
      .exactOptional()
      .describe('Scheduled changes of the delay'),
    lossSteps: z.array(z.object({ atMs, loss })).exactOptional().describe('Scheduled changes of the loss'),
    blackouts: z.array(z.object(span)).exactOptional().describe('Times in which everything is lost'),
  })
  .describe('One direction of one segment; what is absent it does not do');

const labelZh = z.string().exactOptional().describe('In Chinese; absent: as in `label`');

const segment = z
  .object({
    profile: z.string().describe('Catalog name, or "custom"'),
    label: z.string().describe('In words'),
    labelZh,
    out: linkProfile.describe('From China to the viewer: media'),
    back: linkProfile.describe('Towards China: feedback'),
  })
  .describe('A stretch of the path');

const source = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('presenter') }).describe('Generated scene'),
    z.object({ type: z.literal('file'), path: z.string().describe('Of the clip') }).describe('A clip'),
  ])
  .describe('What is sent');

export const broadcast = z
  .object({
    transport,
    source,
    video: z
      .object({
        codec: z.enum(['vp8', 'h264', 'vp9', 'av1']).describe('Video codec'),
        width: z.int().describe('Pixels'),
        height: z.int().describe('Pixels'),
        fps: z.number().describe('Frames a second'),
        bitrateBps: z.number().describe('Target, bit/s'),
        simulcast: z
          .array(
            z.object({
              scaleDownBy: z.number().describe('Width and height are divided by it'),
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
        keyframeIntervalMs: z.number().exactOptional().describe('A keyframe at least so often; absent: when needed'),
        contentHint: z
          .enum(['motion', 'detail', 'text'])
          .exactOptional()
          .describe('What the encoder is told of the picture; absent: nothing'),
        degradation: z
          .enum(['maintain-resolution', 'maintain-framerate', 'balanced'])
          .exactOptional()
          .describe('What gives way when not all of it fits; absent: not the resolution'),
        nack: z.boolean().exactOptional().describe('false: nothing lost is sent again; absent: it is'),
      })
      .describe('Encoder settings'),
    audio: z
      .object({
        bitrateBps: z.number().describe('Target, bit/s'),
        red: z.boolean().exactOptional().describe('true: sound is sent redundantly (RED); absent: it is not'),
      })
      .describe('Encoder settings'),
    firstMile: segment.describe('Studio to origin'),
  })
  .describe('The sending side');

export const scenarioSummary = z.object({
  name: z.string().describe('Of the scenario file'),
  durationMs: z.number().describe('Measured time'),
  warmupMs: z.number().describe('Time before it, at least'),
  airtime: z
    .string()
    .exactOptional()
    .describe('When the stream is to begin, on China’s clock: "2026-11-27T20:00+08:00"'),
  broadcast,
  variants: z
    .array(z.object({ name: z.string().describe('Of the scenario file'), broadcast }))
    .exactOptional()
    .describe('Broadcasts compared with it; absent when none are'),
  regions: z
    .array(
      z.object({
        id: z.string().describe('"sea-id"'),
        label: z.string().describe('In words'),
        labelZh,
        zone: z.string().exactOptional().describe('IANA time zone, where one is known'),
        localTime: z.string().exactOptional().describe('The airtime on its clock: "2026-11-27T19:00+07:00"'),
        viewers: z.int().describe('How many'),
        device: z
          .object({
            id: z.string().describe('"mid-phone"'),
            label: z.string().describe('In words'),
            labelZh: z.string().describe('In Chinese'),
            viewport: z
              .object({ width: z.number().describe('CSS pixels'), height: z.number().describe('CSS pixels') })
              .describe('Of the page'),
            cpuCores: z.number().exactOptional().describe('Of this machine, for its whole browser; absent: no limit'),
          })
          .exactOptional()
          .describe('What its viewers watch on; absent: no limits'),
        haul: segment.describe('Cross-border path, shared by the region’s viewers'),
        access: segment.describe('Last mile, one line a viewer'),
      }),
    )
    .describe('Where viewers are'),
  events: z
    .array(
      z
        .object({
          ...span,
          name: z.string().describe('In words'),
          region: z.string().exactOptional().describe('Whose haul or access it befalls; absent: the first mile'),
          segment: z.enum(['first-mile', 'access']).exactOptional().describe('Absent: the haul'),
          directions: z.array(z.enum(['out', 'back'])).describe('Which of its directions'),
          extraDelayMs: z.number().describe('On top of the haul’s own; 0: none'),
          lossFraction: probability.describe('On top of the haul’s own; 0: none'),
          blackout: z.boolean().describe('Everything is lost'),
          rateBps: z.number().exactOptional().describe('At most; 0: packets wait'),
        })
        .describe('Something that happens to a stretch of the path for a time'),
    )
    .exactOptional()
    .describe('What befell the path in mid-run, one entry a region; the segments above are without it'),
  changeLimits: z
    .record(
      z.string(),
      z.array(
        z.object({
          metric: metricId.describe('Metric id'),
          statistic: statistic.describe('Which number of the metric'),
          unit,
          limit: z.number().describe('How much worse than the baseline it may be'),
          warnLimit: z.number().exactOptional().describe('Worse than that but not than this only warns'),
        }),
      ),
    )
    .exactOptional()
    .describe('Region id to its limits on change; absent when none is set'),
  traces: z
    .record(z.string(), z.string())
    .exactOptional()
    .describe('Name of each trace that the segments use, and a digest of its course'),
});
