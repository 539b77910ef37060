import { z } from 'zod';
import type { ChangeLimitSet } from '../../scenario/budget.ts';
import type { Device } from '../../scenario/device.ts';
import type { NetworkEvent } from '../../scenario/network.ts';
import { broadcastSchema } from './broadcast-schema.ts';
import { probability, span } from './link-profile-schema.ts';
import { metricIdSchema, statisticSchema, unitSchema } from './metric-schema.ts';
import { labelZh, segmentSchema } from './segment-schema.ts';

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
      .describe('Cores of the reference machine for the viewer’s whole browser; absent: no limit'),
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
  settle: z
    .literal(false)
    .exactOptional()
    .describe('false: it was not waited until players were in the state of a long show; absent: it was'),
  joinSpreadMs: z.number().exactOptional().describe('Time over which viewers join; absent: all at once'),
  churn: z
    .number()
    .exactOptional()
    .describe('Share of the viewers who leave in mid-show while as many others join, 0..1; absent: none'),
  airtime: z
    .string()
    .exactOptional()
    .describe('When the stream is to begin, on China’s clock: "2026-11-27T20:00+08:00"'),
  broadcast: broadcastSchema,
  variants: z
    .array(
      z.object({
        name: z.string().describe('Name in the scenario file'),
        broadcast: broadcastSchema,
        hauls: z
          .record(z.string(), segmentSchema)
          .exactOptional()
          .describe('Region id to its haul; absent: those of the regions'),
      }),
    )
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
