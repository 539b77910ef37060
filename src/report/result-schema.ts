import { z } from 'zod';
import { RESULT_SCHEMA_VERSION } from '../model/result.ts';
import { metricId, metricInfo, metricValue, seriesPoint } from './schema/metric-schema.ts';
import { scenarioSummary } from './schema/scenario-schema.ts';
import { invalidReason, invalidSecond, outcome, verdict } from './schema/verdict-schema.ts';

const viewerResult = z
  .object({
    id: z.string().describe('"<region>-<n>", n from 1'),
    region: z.string().describe('Region id'),
    metrics: z.record(metricId, metricValue).describe('Metric id to its value over the whole window'),
    series: z
      .record(metricId, z.array(seriesPoint))
      .describe('Metric id to one point a second; only metrics that have a course over time'),
  })
  .describe('What one viewer saw');

const hostSecond = z
  .object({
    second: z.int().describe('Seconds since the window opened'),
    busyFraction: z.number().exactOptional().describe('Share of all CPUs in use, 0..1'),
    stealFraction: z.number().exactOptional().describe('Share of all CPUs that other virtual machines took, 0..1'),
  })
  .describe('The machine itself in one second');

const count = z.int().nonnegative();

const linkTotals = z
  .object({
    link: z.string().describe('"first-mile/out", "haul:<region>/back", "access:<viewer>/out"'),
    inPackets: count.describe('Packets that entered the link'),
    lostRandom: count.describe('Packets lost independently of each other, as asked'),
    lostBurst: count.describe('Packets lost in bursts, as asked'),
    lostQueue: count.describe('Packets dropped because the bottleneck’s buffer was full'),
    queueDelayMaxMs: z.number().exactOptional().describe('Longest wait in the bottleneck’s buffer; absent without one'),
  })
  .describe('What one direction of one segment did in the window, counted by the emulator');

const calibrationCheck = z
  .object({
    quantity: z
      .enum(['roundTripMs', 'jitterMs', 'lossFraction', 'rateBps'])
      .describe(
        'Median round trip; spread of the one-way delay (p95 minus p5); share of probes lost; rate of IP packets',
      ),
    direction: z.enum(['out', 'back']).exactOptional().describe('Absent for the round trip, which is both'),
    asked: z.number().describe('What the profiles make of the same probes'),
    least: z.number().describe('Least that is accepted'),
    most: z.number().describe('Most that is accepted'),
    got: z.number().exactOptional().describe('What the probes found; absent when none told'),
    outcome: z.enum(['ok', 'off', 'no-data']).describe('Whether the network is what was asked'),
    link: z.string().exactOptional().describe('When off: the link whose own counters disagree most with its profile'),
  })
  .describe('One property of one path, asked against got');

const calibration = z
  .object({
    durationMs: z.number().describe('Time the probing took'),
    paths: z
      .array(
        z.object({
          node: z.string().describe('"publisher" or the viewer’s id: the path between it and the origin'),
          checks: z.array(calibrationCheck).describe('One a property'),
        }),
      )
      .describe('One entry a path'),
  })
  .describe('What active probes found of the network before the take');

const takeResult = z
  .object({
    seed: z.number().describe('Seed of the network’s weather'),
    outcome: outcome.describe('This take alone'),
    invalidReasons: z.array(invalidReason).describe('Why this take proves nothing; empty when it is valid'),
    invalidSeconds: z.array(invalidSecond).describe('Seconds that the machine may have spoilt'),
    recording: z.string().describe('Path of the recording, relative to result.json'),
    network: z
      .object({
        backend: z.string().describe('What shaped the network: "tun"'),
        why: z.string().describe('Why this backend was taken'),
      })
      .describe('How the network was emulated'),
    calibration: calibration.exactOptional().describe('Absent when the take ended before its network was calibrated'),
    environment: z.record(z.string(), z.union([z.string(), z.number()])).describe('Versions, kernel, CPU'),
    host: z.array(hostSecond).describe('The machine in each second of the window'),
    viewers: z.array(viewerResult).describe('One entry a viewer'),
    verdicts: z.array(verdict).describe('This take’s verdicts'),
    links: z.array(linkTotals).describe('One entry a link'),
  })
  .describe('One run under one seed');

/** result.json as written and read: Result without the keys that are undefined. tests/report/result-schema.test.ts holds the two types together. */
export const resultSchema = z
  .object({
    schemaVersion: z.literal(RESULT_SCHEMA_VERSION).describe('Raised when a field changes its meaning or goes away'),
    tool: z
      .object({ name: z.literal('longhaul').describe('Always this'), version: z.string().describe('Semantic version') })
      .describe('What wrote the file'),
    scenario: scenarioSummary.describe('What was rehearsed'),
    startedAt: z.iso.datetime().describe('ISO 8601, UTC'),
    outcome: outcome.describe('The rehearsal’s verdict'),
    invalidReasons: z
      .array(invalidReason)
      .describe('Why takes prove nothing; with outcome not-ready, other takes decided without them'),
    verdicts: z.array(verdict).describe('One a budget and region: the worst valid take'),
    takes: z.array(takeResult).describe('One entry a seed'),
    metrics: z.array(metricInfo).describe('Definitions of the metrics used above'),
  })
  .describe('Everything the reports show');

export type WrittenResult = z.infer<typeof resultSchema>;
