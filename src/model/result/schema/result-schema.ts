import { z } from 'zod';
import type { ClockReading } from '../../recording/clock-reading.ts';
import type { HostErrors } from '../../recording/host-error.ts';
import { FREEZE_BOUNDS_MS } from '../freeze-lengths.ts';
import { calibrationSchema } from './calibration-schema.ts';
import { clipRecordSchema } from './clip-record-schema.ts';
import { connectionRecordSchema } from './connection-record-schema.ts';
import { earlierSchema } from './earlier-schema.ts';
import { encoderComparisonSchema } from './encoder-comparison-schema.ts';
import { encoderRecordSchema } from './encoder-record-schema.ts';
import { incidentSchema } from './incident-schema.ts';
import { jitterBufferSchema } from './jitter-buffer-schema.ts';
import { latencyStagesSchema } from './latency-stages-schema.ts';
import { linkTotalsSchema } from './link-totals-schema.ts';
import { metricIdSchema, metricInfoSchema, metricValueSchema, seriesPointSchema } from './metric-schema.ts';
import { scenarioSummarySchema } from './scenario-summary-schema.ts';
import { sdkRecordSchema } from './sdk-record-schema.ts';
import { soundSyncSchema } from './sound-sync-schema.ts';
import {
  acrossViewersSchema,
  errorSideSchema,
  invalidReasonSchema,
  invalidSecondSchema,
  outcomeSchema,
  verdictSchema,
  worthSchema,
} from './verdict-schema.ts';

export const RESULT_SCHEMA_VERSION = 1;

const errorOf = (statistic: string) => z.number().exactOptional().describe(`Error of its ${statistic}`);

const errorsSchema = z
  .record(
    metricIdSchema,
    z.union([
      z.object({
        value: errorOf('one number'),
        p50: errorOf('median'),
        p95: errorOf('95th percentile'),
        p99: errorOf('99th percentile'),
        max: errorOf('maximum'),
        side: errorSideSchema.exactOptional().describe('Where the true numbers lie; absent: on either side'),
      }),
      z.literal('unknown'),
    ]),
  )
  .describe(
    'Metric id to how far the load of the machine may have moved each of its numbers, in the metric’s unit, and on which `side` of them the true ones can only lie (absent: either); "unknown" where no experiment has told; metrics that it did not move are absent, and so are all in older results',
  ) satisfies z.ZodType<HostErrors>;

export const viewerResultSchema = z
  .object({
    id: z.string().describe('"<region>-<n>", n from 1'),
    region: z.string().describe('Region id'),
    presence: z
      .object({
        fromSecond: z.number().describe('Seconds since the window opened'),
        toSecond: z.number().describe('Likewise'),
      })
      .exactOptional()
      .describe('Part of the window in which a viewer who came or left in mid-show was there; absent for the others'),
    metrics: z.record(metricIdSchema, metricValueSchema).describe('Metric id to its value over the whole window'),
    freezeLengths: z
      .array(z.int())
      .exactOptional()
      .describe(
        `Freezes by their full length: number of at least ${FREEZE_BOUNDS_MS.join(', ')} ms and less than the next; absent in older results`,
      ),
    latencyStages: latencyStagesSchema
      .exactOptional()
      .describe(
        'Parts of its latency; absent where no origin of longhaul’s stamped the frames on their way, and in older results',
      ),
    errors: errorsSchema.exactOptional(),
    jitterBuffer: jitterBufferSchema.exactOptional(),
    soundSync: soundSyncSchema.exactOptional(),
    series: z
      .record(metricIdSchema, z.array(seriesPointSchema))
      .describe(
        'Metric id to one point per second; only metrics that have a course over time. In a take too long to keep each second, the smallest and the largest of every interval; of the latency’s stages, those of the latency',
      ),
  })
  .describe('What one viewer saw');

export const takePaceSchema = z.object({
  meanFactor: z.number().describe('Real time divided by the stream’s own (time dilation factor), over the window'),
  leastFactor: z.number().describe('Smallest of its seconds, not counting time the clock stood still'),
  mostFactor: z.number().describe('Largest, likewise'),
  stoodStillMs: z
    .number()
    .describe(
      'Total real time that the clock waited because the machine did not respond (held, or taken by others), ms',
    ),
  replacedSeconds: z.int().describe('Seconds that the machine spoilt and that were played again at the window’s end'),
  playedMs: z.number().describe('Real duration of the window, ms'),
});

export const hostSecondSchema = z
  .object({
    second: z.int().describe('Seconds since the window opened'),
    timeDilationFactor: z
      .number()
      .exactOptional()
      .describe('Real time divided by the stream’s own; absent where time was not slowed'),
    clockStoodStillMs: z
      .number()
      .exactOptional()
      .describe('Real time that the stream’s clock stood still, ms, included in the factor; absent where it did not'),
    busyFraction: z.number().exactOptional().describe('Share of all CPUs in use, 0..1'),
    stealFraction: z.number().exactOptional().describe('Share of all CPUs taken by other virtual machines, 0..1'),
  })
  .describe('The machine itself in one second');

export const sourceSecondSchema = z
  .object({
    second: z.int().describe('Seconds since the window opened'),
    newPictures: z.int().describe('Frames the publisher made, without pictures that it had already sent'),
    stillMs: z
      .number()
      .describe(
        'Part of the second in gaps of over 200 ms between new pictures: a still picture whatever the viewer’s network',
      ),
  })
  .describe('What the publisher gave the network in one second');

const clockSchema = z
  .object({
    server: z.string().describe('"ntp.example.com:123"'),
    offsetMs: z.number().describe('The server’s clock minus this machine’s, ms'),
    errorMs: z.number().describe('Largest error in either direction by the end of the window, ms'),
    roundTripMs: z.number().describe('Round trip to the server, ms'),
  })
  .describe(
    'This machine’s clock, by which latencies were corrected; absent when no time server was asked',
  ) satisfies z.ZodType<ClockReading>;

export const takeResultSchema = z
  .object({
    seed: z.number().describe('Seed of the network’s weather'),
    variant: z.string().exactOptional().describe('Which of the compared broadcasts; "base" is the scenario’s own'),
    outcome: outcomeSchema.describe('Outcome of this take alone'),
    invalidReasons: z.array(invalidReasonSchema).describe('Why this take proves nothing; empty when it is valid'),
    invalidSeconds: z.array(invalidSecondSchema).describe('Seconds that the machine may have spoilt'),
    recording: z.string().describe('Path of the recording, relative to result.json'),
    network: z
      .object({
        backend: z.string().describe('What shaped the network: "tun", "netem" or "relay"'),
        why: z.string().describe('Why this backend was chosen'),
        detail: z
          .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
          .exactOptional()
          .describe('What the backend says about itself: "scheduling" is the priority it got'),
      })
      .describe('How the network was emulated'),
    calibration: calibrationSchema
      .exactOptional()
      .describe('Absent when the take ended before its network was calibrated'),
    environment: z.record(z.string(), z.union([z.string(), z.number()])).describe('Versions, kernel, CPU'),
    clock: clockSchema.exactOptional(),
    encoder: encoderRecordSchema.exactOptional(),
    clip: clipRecordSchema.exactOptional(),
    pace: takePaceSchema
      .exactOptional()
      .describe('How fast the take’s own clock ran; absent where time was not slowed, and in older results'),
    host: z.array(hostSecondSchema).describe('The machine in each second of the window'),
    source: z
      .array(sourceSecondSchema)
      .exactOptional()
      .describe('The publisher’s pictures in each second of the window; absent when nobody recorded them'),
    viewers: z.array(viewerResultSchema).describe('One entry per viewer'),
    connections: z
      .array(connectionRecordSchema)
      .exactOptional()
      .describe('The publisher, if it is ours, and each viewer; absent in older results'),
    sdk: z
      .array(sdkRecordSchema)
      .exactOptional()
      .describe('One entry per participant; absent where no vendor’s SDK was in use'),
    verdicts: z.array(verdictSchema).describe('Verdicts of this take'),
    incidents: z
      .array(incidentSchema)
      .exactOptional()
      .describe('What went wrong when, and why, in order of time; absent in older results'),
    links: z.array(linkTotalsSchema).describe('One entry per link'),
  })
  .describe('One run with one seed');

/** Schema of result.json, and the source of the type Result. */
export const resultSchema = z
  .object({
    schemaVersion: z.literal(RESULT_SCHEMA_VERSION).describe('Raised when a field changes its meaning or goes away'),
    tool: z
      .object({ name: z.literal('longhaul').describe('Always this'), version: z.string().describe('Semantic version') })
      .describe('What wrote the file'),
    scenario: scenarioSummarySchema.describe('What was rehearsed'),
    startedAt: z.iso.datetime().describe('ISO 8601, UTC'),
    outcome: outcomeSchema.describe('Verdict on the rehearsal; with variants, on the broadcast itself'),
    worth: worthSchema.exactOptional().describe('What READY is worth; absent for other outcomes, and in older results'),
    invalidReasons: z
      .array(invalidReasonSchema)
      .describe('Why takes prove nothing; with outcome not-ready, other takes decided without them'),
    verdicts: z.array(verdictSchema).describe('One per budget and region: the worst valid take'),
    acrossViewers: z
      .array(acrossViewersSchema)
      .exactOptional()
      .describe('Spread of each verdict’s number over viewers and valid takes; absent in older results'),
    takes: z.array(takeResultSchema).describe('One entry per seed'),
    isUntilDecided: z
      .boolean()
      .exactOptional()
      .describe(
        'Its seeds were played until the comparisons were decided, so only tests that hold at any look may be applied; absent otherwise',
      ),
    comparisons: z
      .array(encoderComparisonSchema)
      .exactOptional()
      .describe('Each variant against the broadcast itself; absent without variants'),
    earlier: earlierSchema.exactOptional(),
    metrics: z.array(metricInfoSchema).describe('Definitions of the metrics used above'),
  })
  .describe('Everything the reports show');
